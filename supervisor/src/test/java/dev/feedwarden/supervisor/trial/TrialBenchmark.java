package dev.feedwarden.supervisor.trial;

import static org.assertj.core.api.Assertions.assertThat;

import dev.feedwarden.api.Metric;
import dev.feedwarden.rules.trial.TrialReport;
import dev.feedwarden.supervisor.status.CoreMetrics;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * How long rule tests take over 24 hours of 20 rules over 5 feeds, each of which has 4 readings every 15 s: 115,200
 * readings, each met by 5 rules. The aim is 1 s; promtool takes 10.6 to 15 s for as much on a like machine. Run by
 * {@code mvn -q -Pbenchmark verify}.
 */
final class TrialBenchmark {

    private static final List<String> MEASURES =
            List.of("max over 5m", "mean over 10m", "p95 over 1h", "last", "stddev over 1h");
    private static final Map<String, String> UNITS =
            Map.of("feed.lag", "s", "feed.attempts_failed", "", "sink.backlog", "", "memory.heap", "");
    private static final Map<String, Metric> METRICS =
            CoreMetrics.ALL.stream().collect(Collectors.toMap(Metric::name, Function.identity()));

    @TempDir
    Path folder;

    @Test
    void run_dayOfTwentyRulesOverFiveFeeds() throws IOException {
        Files.writeString(folder.resolve("r.yaml"), rules());
        Path tests = Files.writeString(folder.resolve("t.yaml"), tests());
        for (int i = 0; i < 4; i++) {
            long begun = System.nanoTime();
            TrialReport report =
                    TrialFiles.run(List.of(tests), METRICS, Set.of()).get(0);
            long ended = System.nanoTime();

            assertThat(report.problems()).isEmpty();
            assertThat(report.results())
                    .allSatisfy(result -> assertThat(result.failures()).isEmpty());
            System.out.printf(
                    "test of 24 h, 20 rules, 5 feeds, readings every 15 s: run %d took %.2f s (load %.1f)%n",
                    i + 1,
                    (ended - begun) / 1e9,
                    ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
        }
    }

    private static String rules() {
        StringBuilder yaml = new StringBuilder("version: 1\nrules:\n");
        UNITS.forEach((metric, unit) -> {
            for (int i = 0; i < MEASURES.size(); i++) {
                yaml.append("  " + metric.replace('.', '-') + "-" + i + ": {metric: " + metric
                        + ", of: plugin:deribit, measure: " + MEASURES.get(i) + ", yellow: '> 0.5" + unit
                        + "', red: '> 0.9" + unit + "', hold: {red: 1m}}\n");
            }
        });
        return yaml.toString();
    }

    /** Every hour has five bad minutes. */
    private static String tests() {
        String plugins = "feed-0: deribit, feed-1: deribit, feed-2: deribit, feed-3: deribit, feed-4: deribit";
        StringBuilder yaml = new StringBuilder(
                "rules: [r.yaml]\nsubjects: {" + plugins + "}\ntests:\n  - name: a day\n    series:\n");
        for (int feed = 0; feed < 5; feed++) {
            for (String metric : UNITS.keySet()) {
                yaml.append("      - {metric: " + metric + ", subject: feed-" + feed + ", every: 15s, values: \""
                        + "0.1x220 1x20 ".repeat(24).strip() + "\"}\n");
            }
        }
        return yaml + "    expect:\n      - {at: 59m, rule: feed-lag-3, subject: feed-4, level: red, value: 1}\n"
                + "      - {at: 23h, rule: feed-lag-3, subject: feed-4, level: green}\n";
    }
}
