package dev.feedwarden.supervisor.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.feedwarden.rules.Problem;
import dev.feedwarden.rules.yaml.Problems;
import dev.feedwarden.supervisor.metrics.OtlpOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The section {@code metrics}: where the meters are sent over OTLP. */
class MetricsReaderTest {

    @TempDir
    private Path folder;

    private final Problems problems = new Problems();

    @Test
    void otlp_whole_isReadAndItsHeadersAreNotShown() throws IOException {
        Files.writeString(folder.resolve("otlp"), "Bearer geheim\n");

        Config config = read("""
            metrics:
              otlp: {url: "https://otlp.example/v1/metrics", every: 30s, headers: {Authorization: "${file:otlp}"}}
            """);

        assertThat(problems.list()).isEmpty();
        OtlpOptions otlp = config.otlp();
        assertThat(otlp.url()).hasToString("https://otlp.example/v1/metrics");
        assertThat(otlp.every()).hasSeconds(30);
        assertThat(otlp.headers().get("Authorization").reveal()).isEqualTo("Bearer geheim");
        assertThat(otlp.toString()).doesNotContain("geheim");
        assertThat(ShownConfig.of(config).getString("otlp")).isEqualTo("https://otlp.example/");
    }

    @Test
    void otlp_notAskedFor_isAbsent() throws IOException {
        assertThat(read("time_scale: 1\n").otlp()).isNull();
        assertThat(read("metrics: {}\n").otlp()).isNull();
        assertThat(problems.list()).isEmpty();
    }

    @Test
    void otlp_addressAlone_isSentToEveryMinuteWithoutHeaders() throws IOException {
        OtlpOptions otlp = read("metrics: {otlp: {url: 'http://127.0.0.1:4318/v1/metrics'}}\n")
                .otlp();

        assertThat(problems.list()).isEmpty();
        assertThat(otlp.every()).hasSeconds(60);
        assertThat(otlp.headers()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        {oltp: {}}                                              | 1:11 | unknown key 'oltp'; did you mean 'otlp'?
        {otlp: {}}                                              | 1:17 | metrics.otlp: missing key 'url' (The receiver's address, as http://127.0.0.1:4318/v1/metrics)
        {otlp: {url: 'ftp://h/x'}}                              | 1:23 | metrics.otlp.url: expected http or https with a host, without user and query, found 'ftp://h/x'
        {otlp: {url: 'http://h/x', every: 100ms}}               | 1:44 | metrics.otlp.every: expected 1s to 1h, found '100ms'
        {otlp: {url: 'http://h/x', headers: {A: plain}}}        | 1:50 | metrics.otlp.headers.A: expected ${env:NAME} or ${file:path}, found a value written in plain
        {otlp: {url: 'http://h/x', headers: {A B: '${env:T}'}}} | 1:47 | metrics.otlp.headers: expected a name of letters, digits and -, found 'A B'
        {otlp: {url: 'http://h/x', headers: {A: '${env:TWO}'}}} | 1:50 | metrics.otlp.headers.A: expected one line of printable ASCII
        {otlp: {url: 'http://h/x', headers: plain}}             | 1:46 | expected a mapping of names to values for 'headers', found 'plain'
        """)
    void otlp_wrong_isNamedWithItsPlace(String section, String place, String what) throws IOException {
        assertThat(read("metrics: " + section + "\n").otlp()).isNull();

        assertThat(problems.list()).hasSize(1);
        Problem problem = problems.list().get(0);
        assertThat(problem.what()).isEqualTo(what);
        assertThat(problem.line() + ":" + problem.column()).isEqualTo(place);
    }

    private Config read(String text) throws IOException {
        Path file = Files.writeString(folder.resolve("feedwarden.yaml"), text);
        Surroundings surroundings = new Surroundings(Map.of("T", "t", "TWO", "one\ntwo"), name -> "1");
        Config config = ConfigReader.read(new Overrides(file, null, null), surroundings, problems);
        assertThat(config).isNotNull();
        return config;
    }
}
