package dev.feedwarden.supervisor.trial;

import static org.assertj.core.api.Assertions.assertThat;

import dev.feedwarden.api.Metric;
import dev.feedwarden.rules.trial.TrialReport;
import dev.feedwarden.supervisor.status.CoreMetrics;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

final class TrialFilesTest {

    private static final Map<String, Metric> METRICS =
            CoreMetrics.ALL.stream().collect(Collectors.toMap(Metric::name, Function.identity()));
    private static final String RULES = """
            version: 1
            rules:
              silence:
                metric: feed.ticks
                of: plugin:deribit
                measure: age
                yellow: "> 10s"
                red: "> 10m"
                hold: {green: 30s}
                recover: feed
                mail: [red, green]
              reconnects:
                metric: feed.reconnects
                of: plugin:deribit
                measure: count over 1h
                yellow: ">= 10"
                red: "> 50"
            ladders:
              feed:
                steps:
                  - {after: 1m, do: warn}
                  - {after: 3m, do: restart-streams}
                  - {after: 5m, do: reset-connection}
                  - {after: 10m, do: escalate}
                healthy: 30s
                limits: {actions: 6, per: 1h, cooldown: 30s}
            """;

    @TempDir
    Path folder;

    @BeforeEach
    void rules() throws IOException {
        Files.writeString(Files.createDirectory(folder.resolve("rules")).resolve("r.yaml"), RULES);
    }

    @Test
    void run_silence_climbsItsLadderAndTellsAPerson() throws IOException {
        TrialReport report = run("""
                rules: [rules/r.yaml]
                tests:
                  - name: silence
                    series:
                      - {metric: feed.ticks, subject: deribit, every: 1s, values: "3x60 _x700 3x120"}
                    expect:
                      - {at: 69s, rule: silence, level: green, value: 10s, steps: [], mails: 0}
                      - {at: 118999ms, rule: silence, level: yellow, steps: [], mails: 0}
                      - {at: 119s, rule: silence, steps: [warn], mails: 1}
                      - {at: 239s, rule: silence, steps: [warn, restart-streams], mails: 1}
                      - {at: 359s, rule: silence, steps: [warn, restart-streams, reset-connection], mails: 1}
                      - {at: 658s, rule: silence, level: yellow, mails: 1}
                      - {at: 660s, rule: silence, level: red, steps: [warn, restart-streams, reset-connection, escalate], mails: 2}
                      - {at: 870s, rule: silence, level: green, mails: 3}
                """);

        assertThat(TrialText.of(report)).isEmpty();
        assertThat(report.passed()).isTrue();
        assertThat(report.covered().missing()).containsExactly("reconnects");
    }

    @Test
    void run_reconnectStorm_isToldAtRedAndAtItsEnd() throws IOException {
        TrialReport report = run("""
                rules: [rules/r.yaml]
                tests:
                  - name: storm
                    series:
                      - {metric: feed.reconnects, subject: deribit, every: 1m, values: "1x60 _x30"}
                    expect:
                      - {at: 9m, rule: reconnects, level: yellow, value: 10}
                      - {at: 55m, rule: reconnects, level: red}
                      - {at: 2h, rule: reconnects, level: green, mails: 2}
                """);

        assertThat(TrialText.of(report)).isEmpty();
    }

    @Test
    void run_wrongStepsAndMails_areToldWithBothAndTheLastReadings() throws IOException {
        TrialReport report = run("""
                rules: [rules/r.yaml]
                tests:
                  - name: silence
                    series:
                      - {metric: feed.ticks, subject: deribit, every: 1s, values: "3x60"}
                    expect:
                      - {at: 119s, rule: silence, steps: [warn, escalate], mails: 7}
                """);

        assertThat(TrialText.of(report))
                .containsExactly(
                        folder.resolve("t.yaml") + ":7:9: silence: at 119s, steps of silence for deribit",
                        "    expected  [warn, escalate]",
                        "    found     [warn]",
                        "    readings  55s 3, 56s 3, 57s 3, 58s 3, 59s 3",
                        folder.resolve("t.yaml") + ":7:9: silence: at 119s, mails of silence for deribit",
                        "    expected  7",
                        "    found     1",
                        "    readings  55s 3, 56s 3, 57s 3, 58s 3, 59s 3");
        assertThat(TrialText.summary(List.of(report)))
                .containsExactly("1 tests, 1 failed", "not tested: reconnects", "not tested: silence");
    }

    @Test
    void reports_ofAFailure_areJsonAndJUnitXml() throws Exception {
        TrialReport report = run("""
                rules: [rules/r.yaml]
                tests:
                  - {name: "a <b>", expect: [{at: 1s, rule: silence, level: red}]}
                  - {name: good, expect: [{at: 1s, rule: silence, level: green}]}
                """);

        JsonObject json = TrialJson.of(List.of(report));
        assertThat(json.getBoolean("passed")).isFalse();
        assertThat(json.getJsonArray("untested"))
                .isEqualTo(new JsonArray(List.of("reconnects", "silence: yellow, red")));
        assertThat(json.getJsonArray("files")
                        .getJsonObject(0)
                        .getJsonArray("tests")
                        .getJsonObject(0))
                .isEqualTo(new JsonObject("""
                        {"name": "a <b>", "passed": false, "failures": [{"line": 3, "at": "1s", "rule": "silence",
                         "subject": "deribit", "what": "level", "expected": "red", "found": "green (1 s)", "readings": []}]}
                        """));
        Document xml = xml(List.of(report));
        assertThat(xml.getElementsByTagName("testcase").getLength()).isEqualTo(2);
        assertThat(xml.getElementsByTagName("failure").getLength()).isEqualTo(1);
        assertThat(xml.getElementsByTagName("testcase")
                        .item(0)
                        .getAttributes()
                        .getNamedItem("name")
                        .getNodeValue())
                .isEqualTo("a <b>");
    }

    @Test
    void run_fileThatIsNotThere_isAProblemAndAnErrorInXml() throws Exception {
        List<TrialReport> reports = TrialFiles.run(List.of(folder.resolve("none.yaml")), METRICS, Set.of());

        assertThat(reports)
                .singleElement()
                .satisfies(report -> assertThat(report.passed()).isFalse());
        assertThat(xml(reports).getElementsByTagName("error").getLength()).isEqualTo(1);
    }

    @Test
    void run_dayOfTwentyRulesOverFiveFeeds_isJudgedToItsEnd() throws IOException {
        StringBuilder rules = new StringBuilder("version: 1\nrules:\n");
        StringBuilder test = new StringBuilder("rules: [rules/day.yaml]\ntests:\n  - name: day\n    series:\n");
        for (int feed = 0; feed < 5; feed++) {
            for (int rule = 0; rule < 4; rule++) {
                rules.append("  r-" + feed + "-" + rule + ": {metric: feed.ticks, of: feed-" + feed
                        + ", measure: count over " + (rule + 1) + "h, yellow: \"< 100\", red: \"< 10\"}\n");
            }
            test.append("      - {metric: feed.ticks, subject: feed-" + feed + ", every: 15s, values: \"1x5760\"}\n");
        }
        test.append("    expect:\n      - {at: 24h, rule: r-4-3, level: green, value: 959}\n");
        Files.writeString(folder.resolve("rules").resolve("day.yaml"), rules);

        assertThat(TrialText.of(run(test.toString()))).isEmpty();
    }

    private TrialReport run(String text) throws IOException {
        Path file = folder.resolve("t.yaml");
        Files.writeString(file, text);
        return TrialFiles.run(List.of(file), METRICS, Set.of()).get(0);
    }

    private static Document xml(List<TrialReport> reports) throws Exception {
        StringWriter out = new StringWriter();
        JUnitXml.write(reports, out);
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(out.toString())));
    }
}
