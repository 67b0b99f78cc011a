package dev.feedwarden.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** Prometheus' own tool about our page, its configuration and its alerts. Where there is none, it says so and is skipped. */
class PromtoolTest {

    @Test
    void check_pageOfEveryMeter_findsNothing() throws Exception {
        Answer answer = promtool(MeterPage.text(), "check", "metrics");

        assertThat(answer.text()).isEmpty();
        assertThat(answer.code()).isZero();
    }

    @Test
    void check_configurationAndAlerts_areValid() throws Exception {
        Answer answer = promtool("", "check", "config", "prometheus/prometheus.yml");

        assertThat(answer.code()).describedAs(answer.text()).isZero();
    }

    @Test
    void test_alerts_fireAsTheirCasesSay() throws Exception {
        Answer answer = promtool("", "test", "rules", "prometheus/alerts-test.yml");

        assertThat(answer.code()).describedAs(answer.text()).isZero();
    }

    private record Answer(int code, String text) {}

    private static Answer promtool(String input, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("promtool"));
        command.addAll(Arrays.asList(arguments));
        Process process;
        try {
            process = new ProcessBuilder(command).redirectErrorStream(true).start();
        } catch (IOException e) {
            LoggerFactory.getLogger(PromtoolTest.class)
                    .error("NOT CHECKED BY PROMTOOL: it cannot be started here: {}", e.getMessage());
            return abort("NOT CHECKED BY PROMTOOL: it cannot be started here: " + e.getMessage());
        }
        try (var page = process.getOutputStream()) {
            page.write(input.getBytes(StandardCharsets.UTF_8));
        }
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return new Answer(process.exitValue(), text);
    }
}
