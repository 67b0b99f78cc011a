package dev.feedwarden.supervisor.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.feedwarden.api.Metric;
import dev.feedwarden.api.Reading;
import dev.feedwarden.rules.Level;
import dev.feedwarden.rules.RuleSet;
import dev.feedwarden.rules.read.Catalog;
import dev.feedwarden.rules.read.RuleFile;
import dev.feedwarden.rules.read.RuleFiles;
import dev.feedwarden.rules.read.RuleReader;
import dev.feedwarden.supervisor.history.HistoryException;
import dev.feedwarden.supervisor.history.Samples;
import dev.feedwarden.supervisor.status.CoreMetrics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BacktestTest {

    private static final Instant START = Instant.parse("2026-01-05T00:00:00Z");
    private static final RuleSet LOOSE = rules("red: \"> 10\"");
    private static final RuleSet STRICT = rules("yellow: \"> 5\", red: \"> 10\"");

    /** High from minute 100 to 109, and a little less so from 200 to 209. */
    private static final Samples DAY = (from, to, metrics, into) -> {
        for (int minute = -60; minute < 1_440; minute++) {
            double value = minute >= 100 && minute < 110 ? 11 : minute >= 200 && minute < 210 ? 6 : 1;
            Instant time = START.plus(Duration.ofMinutes(minute));
            if (!time.isBefore(from) && time.isBefore(to)) {
                into.accept(new Reading("feed.lag", "deribit", value, time));
            }
        }
    };

    @Test
    void run_valuesAboveTheThreshold_sayWhenHowLongAndHowManyMails() {
        Firings found = run(List.of(LOOSE), DAY).get(0);

        assertThat(found.all()).containsExactly(new Firing("lag", "deribit", Level.RED, minute(100), minute(110), 2));
        assertThat(found.length()).isEqualTo(Duration.ofMinutes(10));
    }

    @Test
    void run_twoSets_tellWhatOnlyOneFindsAndWhatBothFind() {
        List<Firings> found = run(List.of(LOOSE, STRICT), DAY);
        var comparison = new Comparison(1_440, START, minute(1_440), found.get(0), found.get(1));

        assertThat(comparison.json().getJsonArray("onlyA")).isEmpty();
        assertThat(comparison.json().getJsonArray("onlyB")).hasSize(1);
        assertThat(comparison.json().getJsonArray("both")).hasSize(1);
        assertThat(comparison.lines())
                .containsExactly(
                        "only the second  2026-01-05T03:20:00Z  yellow  lag  deribit  10m  0 mails",
                        "both             2026-01-05T01:40:00Z  red  lag  deribit  10m  2 mails",
                        "1440 readings from 2026-01-05T00:00:00Z to 2026-01-06T00:00:00Z",
                        "first: fired 1 times, 10m together, 2 mails",
                        "second: fired 2 times, 20m together, 2 mails");
    }

    @Test
    void run_trouble_thatWasThereBeforeTheSpan_isFoundButNotMailedAgain() {
        List<Firings> found = new Backtest(Map.of("deribit", "deribit"), minute(105), minute(1_440))
                .run(List.of(rules("red: \"> 10\"", "max over 10m")), DAY);

        assertThat(found.get(0).all())
                .containsExactly(new Firing("lag", "deribit", Level.RED, minute(100), minute(119), 1));
    }

    @Test
    void readings_ofAFile_areThoseOfTheSpanAndOfTheMetrics(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("r.jsonl"), """
                {"metric":"feed.lag","subject":"deribit","value":3,"time":"2026-01-04T23:59:59Z"}
                {"metric":"feed.lag","subject":"deribit","value":12,"time":"2026-01-05T00:00:00Z"}
                {"metric":"feed.ticks","subject":"deribit","value":12,"time":"2026-01-05T00:00:00Z"}
                {"metric":"feed.lag","subject":"deribit","value":1,"time":"2026-01-05T01:00:00Z"}
                """);

        assertThat(run(List.of(LOOSE), new ReadingFile(file)).get(0).all())
                .containsExactly(new Firing("lag", "deribit", Level.RED, START, minute(60), 2));
    }

    @Test
    void readings_ofALineThatIsNone_endWithItsPlace(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("r.jsonl"), "{\"metric\":\"feed.lag\"}\n");

        assertThatThrownBy(() -> run(List.of(LOOSE), new ReadingFile(file)))
                .isInstanceOf(HistoryException.class)
                .hasMessageStartingWith(file + ":1:1: expected a reading such as");
    }

    private static List<Firings> run(List<RuleSet> sets, Samples samples) {
        return new Backtest(Map.of("deribit", "deribit"), START, minute(1_440)).run(sets, samples);
    }

    private static Instant minute(int minute) {
        return START.plus(Duration.ofMinutes(minute));
    }

    private static RuleSet rules(String thresholds) {
        return rules(thresholds, "last");
    }

    private static RuleSet rules(String thresholds, String measure) {
        String inSeconds = thresholds.replaceAll("(\\d)\"", "$1s\"");
        return read("version: 1\nrules:\n  lag: {metric: feed.lag, of: plugin:deribit, measure: " + measure + ", "
                + inSeconds + "}\n");
    }

    /** Rules over the metrics of every feed. */
    static RuleSet read(String yaml) {
        Map<String, Metric> metrics =
                CoreMetrics.ALL.stream().collect(Collectors.toMap(Metric::name, Function.identity()));
        RuleFiles read = new RuleReader(new Catalog(metrics, Map.of("deribit", "deribit"), Set.of()), 1)
                .read(List.of(new RuleFile("r.yaml", yaml)));
        assertThat(read.problems()).isEmpty();
        return read.rules();
    }
}
