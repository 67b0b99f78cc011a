package dev.feedwarden.rules.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.feedwarden.rules.Problem;
import dev.feedwarden.rules.TestMetrics;
import dev.feedwarden.rules.read.RuleFile;
import java.io.IOException;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TrialRunnerTest {

    private static final String RULES = """
            version: 1
            rules:
              reconnects:
                metric: feed.reconnects
                of: plugin:deribit
                measure: count over 1h
                yellow: ">= 10"
                red: "> 50"
              own:
                metric: case.value
                of: a
                measure: last
                red: "> 1"
            """;

    @Test
    void run_seriesOfRepeatedReadings_levelsAndValuesAreFoundAtTheirMoments() {
        TrialReport report = run("""
                rules: [rules.yaml]
                metrics: {case.value: {kind: gauge, unit: none}}
                tests:
                  - name: storm
                    series:
                      - {metric: feed.reconnects, subject: deribit, every: 1m, values: "1x60 _x30"}
                    expect:
                      - {at: 9m, rule: reconnects, level: yellow, value: 10}
                      - {at: 8m, rule: reconnects, level: green, value: 9}
                      - {at: 50m, rule: reconnects, level: red}
                      - {at: 2h, rule: reconnects, level: green, value: 0}
                """);

        assertThat(report.problems()).isEmpty();
        assertThat(report.results())
                .singleElement()
                .satisfies(result -> assertThat(result.failures()).isEmpty());
        assertThat(report.covered().missing()).containsExactly("own");
    }

    @Test
    void run_singleReadings_countAtTheirMomentAndNotBefore() {
        TrialReport report = run("""
                rules: [rules.yaml]
                metrics: {case.value: {kind: gauge, unit: none}}
                tests:
                  - name: explicit
                    series:
                      - {metric: case.value, subject: a, values: [[10s, 1], [11s, 2], [12s, nan]]}
                    expect:
                      - {at: 9s, rule: own, level: grey, value: none}
                      - {at: 10s, rule: own, level: green}
                      - {at: 10999ms, rule: own, level: green, value: 1}
                      - {at: 11s, rule: own, level: red}
                      - {at: 12s, rule: own, value: none}
                """);

        assertThat(report.problems()).isEmpty();
        assertThat(report.results().get(0).failures()).isEmpty();
    }

    @Test
    void run_otherLevelAndValue_sayWhatWasFoundWhenAndOfWhich() {
        TrialReport report = run("""
                rules: [rules.yaml]
                metrics: {case.value: {kind: gauge, unit: none}}
                tests:
                  - name: wrong
                    series:
                      - {metric: feed.reconnects, subject: deribit, every: 1m, values: "1x60"}
                    expect:
                      - {at: 9m, rule: reconnects, level: red, value: 11}
                """);

        assertThat(report.passed()).isFalse();
        assertThat(report.results().get(0).failures())
                .extracting(Failure::what, Failure::at, Failure::subject, Failure::expected, Failure::found)
                .containsExactly(
                        tuple("level", "9m", "deribit", "red", "yellow (10)"),
                        tuple("value", "9m", "deribit", "11", "10"));
        assertThat(report.results().get(0).failures().get(0).tail())
                .containsExactly("5m 1", "6m 1", "7m 1", "8m 1", "9m 1");
        assertThat(report.covered().missing()).containsExactly("own", "reconnects");
    }

    /** Each line stands in place of the expectation or the series of one test. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "expect|{at: 9m, rule: reconects, level: red}|8:23|unknown rule 'reconects'; did you mean 'reconnects'?",
                "expect|{at: 9m, rule: reconnects, levl: red}|8:35|unknown key 'levl'; did you mean 'level'?",
                "expect|{at: 9m, rule: reconnects}|8:8|expected one of level, value, steps and mails, found none",
                "expect|{at: soon, rule: reconnects, level: red}|8:13|expected a time such as 30s",
                "expect|{at: 9m, rule: reconnects, level: rad}|8:42|unknown level 'rad'; did you mean 'red'?",
                "expect|{at: 9m, rule: reconnects, value: 3s}|8:42|expected a number without unit",
                "expect|{at: 9m, rule: reconnects, mails: 1.5}|8:42|expected a whole number of mails, found 1.5",
                "expect|{at: 9m, rule: own, subject: b, level: red}|8:37|rule 'own' is of a and does not judge 'b'",
                "series|{metric: feed.reconects, subject: b, every: 1m, values: '1'}|6:17|unknown metric 'feed.reconects'; did you mean 'feed.reconnects'?",
                "series|{metric: feed.reconnects, subject: b, values: '1x3'}|6:54|expected 'every'",
                "series|{metric: feed.reconnects, subject: b, every: 0s, values: '1x3'}|6:53|expected a time of more than zero for 'every'",
                "series|{metric: feed.reconnects, subject: b, every: 1s, values: '1y3'}|6:65|expected a number without unit",
                "series|{metric: feed.reconnects, subject: b, every: 1s, values: '1x1000001'}|6:65|expected from 1 to 1000000 readings",
                "series|{metric: feed.reconnects, subject: b, values: [[2s, 1], [1s, 1]]}|6:64|expected a time not before the one before it",
                "series|{metric: feed.reconnects, subject: b, every: 1s, values: [[2s, 1]]}|6:53|expected no 'every'",
            })
    void run_whatIsWrong_isSaidWithItsPlace(String where, String line, String place, String what) {
        String series =
                where.equals("series") ? line : "{metric: feed.reconnects, subject: deribit, every: 1m, values: 1x60}";
        String expect = where.equals("expect") ? line : "{at: 9m, rule: reconnects, level: red}";
        TrialReport report =
                run("rules: [rules.yaml]\nmetrics: {case.value: {kind: gauge, unit: none}}\ntests:\n- name: n\n"
                        + "  series:\n     - " + series + "\n  expect:\n     - " + expect + "\n");

        assertThat(report.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.line() + ":" + problem.column()).isEqualTo(place);
            assertThat(problem.what()).startsWith(what);
        });
        assertThat(report.passed()).isFalse();
    }

    @Test
    void run_ruleFileWithAProblem_isToldAndNothingIsRun() {
        TrialReport report = new TrialRunner(
                        TestMetrics.all(),
                        Set.of(),
                        (test, path) -> new RuleFile(path, "version: 2\n"),
                        EngineBench::new)
                .run("t.yaml", "rules: [r.yaml]\ntests: [{name: n, expect: [{at: 1s, rule: r, level: red}]}]\n");

        assertThat(report.problems())
                .extracting(Problem::toString)
                .containsExactly("r.yaml:1:10: expected version 1, found 2");
        assertThat(report.results()).isEmpty();
    }

    @Test
    void run_ruleFileThatIsNotThere_isToldWhereItIsNamed() {
        TrialReport report = new TrialRunner(
                        TestMetrics.all(),
                        Set.of(),
                        (test, path) -> {
                            throw new IOException("no " + path);
                        },
                        EngineBench::new)
                .run("t.yaml", "rules: [r.yaml]\ntests: []\n");

        assertThat(report.problems())
                .extracting(Problem::toString)
                .containsExactly(
                        "t.yaml:1:9: expected a rule file that can be read, found java.io.IOException: no r.yaml");
    }

    private static TrialReport run(String text) {
        return new TrialRunner(TestMetrics.all(), Set.of(), (test, path) -> new RuleFile(path, RULES), EngineBench::new)
                .run("test.yaml", text);
    }
}
