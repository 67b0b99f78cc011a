package dev.feedwarden.supervisor.trial;

import static org.assertj.core.api.Assertions.assertThat;

import dev.feedwarden.api.Reading;
import dev.feedwarden.rules.RuleSet;
import dev.feedwarden.supervisor.history.Samples;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * How long a backtest takes over a year of one-minute readings of 20 series, judged by a rule each; next to it, handing
 * the same readings out and nothing more. The aim is 10 s. Run by {@code mvn -q -Pbenchmark verify}.
 */
final class BacktestBenchmark {

    private static final Instant START = Instant.parse("2026-01-05T00:00:00Z");
    private static final int MINUTES = 525_600;
    private static final int SERIES = 20;

    private long handedOut;

    @Test
    void run_yearOfMinutesOfTwentySeries() {
        Samples year = (from, to, metrics, into) -> {
            for (int minute = 0; minute < MINUTES; minute++) {
                Instant time = START.plus(Duration.ofMinutes(minute));
                for (int series = 0; series < SERIES; series++) {
                    into.accept(new Reading("feed.lag", "feed-" + series, minute % 997 == series ? 11 : 1, time));
                }
            }
        };
        Instant end = START.plus(Duration.ofMinutes(MINUTES));
        var backtest = new Backtest(Map.of(), START, end);

        long begun = System.nanoTime();
        year.readings(START, end, Set.of("feed.lag"), reading -> handedOut++);
        long read = System.nanoTime();
        Firings found = backtest.run(List.of(rules()), year).get(0);
        long judged = System.nanoTime();

        assertThat(handedOut).isEqualTo((long) MINUTES * SERIES);
        assertThat(backtest.count()).isEqualTo(handedOut);
        assertThat(found.all()).hasSizeGreaterThan(10_000);
        System.out.printf(
                "backtest of %d readings: %.1f s, handing them out alone %.1f s (load %.1f)%n",
                handedOut,
                (judged - read) / 1e9,
                (read - begun) / 1e9,
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
    }

    private static RuleSet rules() {
        StringBuilder yaml = new StringBuilder("version: 1\nrules:\n");
        for (int series = 0; series < SERIES; series++) {
            yaml.append("  lag-" + series + ": {metric: feed.lag, of: feed-" + series
                    + ", measure: max over 10m, red: \"> 10s\"}\n");
        }
        return BacktestTest.read(yaml.toString());
    }
}
