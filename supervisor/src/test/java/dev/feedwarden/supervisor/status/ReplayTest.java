package dev.feedwarden.supervisor.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.feedwarden.api.Metric;
import dev.feedwarden.api.Reading;
import dev.feedwarden.api.kit.FaultyDisk;
import dev.feedwarden.api.kit.ManualTimers;
import dev.feedwarden.rules.RuleEngine;
import dev.feedwarden.rules.RuleSet;
import dev.feedwarden.rules.RuleState;
import dev.feedwarden.supervisor.history.KeptSamples;
import dev.feedwarden.supervisor.metrics.Meters;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** An engine that heard everything against one that begins from what was kept, at random, from a fixed seed. */
final class ReplayTest {

    private static final Instant START = Instant.parse("2026-03-01T10:00:00Z");
    private static final Map<String, Metric> METRICS =
            CoreMetrics.ALL.stream().collect(Collectors.toMap(Metric::name, Function.identity()));
    private static final List<String> MEASURES = List.of(
            "metric: feed.errors, measure: count over 5m, ",
            "metric: feed.errors, measure: rate per 1m over 10m, ",
            "metric: feed.attempts_failed, measure: last, ",
            "metric: feed.attempts_failed, measure: max over 2m, ",
            "metric: feed.attempts_failed, measure: mean over 5m, ",
            "metric: feed.attempts_failed, measure: p95 over 10m, ",
            "metric: feed.attempts_failed, measure: slope per 1m over 10m, ");

    private final Random random = new Random(20_261_123);

    @Test
    void of_anyRulesAndReadings_isAsIfItHadBeenThereAllTheTime() throws Exception {
        int changes = 0;
        for (int round = 0; round < 60; round++) {
            String yaml = "version: 1\nrules:\n" + rule("one", "") + rule("two", ", needs: [one]");
            RuleSet rules = Stage.rules(yaml);
            RuleEngine full = new RuleEngine(rules);
            var deribit = new Declared("deribit", "deribit", rule -> true, START);
            deribit.declare(full);
            List<Reading> readings = readings();
            int restart = random.nextInt(readings.size());
            Instant now = readings.get(restart).time();
            for (Reading reading : readings.subList(0, restart + 1)) {
                full.accept(reading);
                full.advance(reading.time());
            }

            RuleEngine replayed = replay(rules, deribit, readings.subList(0, restart + 1), now);

            assertThat(states(replayed)).as(yaml).isEqualTo(states(full));
            for (Reading reading : readings.subList(restart + 1, readings.size())) {
                full.accept(reading);
                replayed.accept(reading);
                List<String> expected = told(full, reading.time());
                changes += expected.size();
                assertThat(told(replayed, reading.time())).as(yaml).isEqualTo(expected);
                assertThat(states(replayed)).as(yaml).isEqualTo(states(full));
            }
        }
        assertThat(changes).isGreaterThan(500);
    }

    private RuleEngine replay(RuleSet rules, Declared subject, List<Reading> heard, Instant now) throws Exception {
        FaultyDisk disk = new FaultyDisk();
        KeptSamples before = open(rules, disk);
        for (int i = 0; i < heard.size(); i += 40) {
            before.offer(heard.subList(i, Math.min(heard.size(), i + 40)));
        }
        before.afterwards(() -> true).toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        disk.crash();
        KeptSamples after = open(rules, disk);
        RuleEngine replayed = Replay.of(rules, List.of(subject), after, now, Duration.ZERO);
        before.close();
        after.close();
        return replayed;
    }

    private static KeptSamples open(RuleSet rules, FaultyDisk disk) {
        Meters meters = new Meters(new SimpleMeterRegistry());
        return KeptSamples.open(
                Path.of("/data/readings"),
                Reach.kinds(rules, METRICS),
                Reach.MOST,
                disk,
                new ManualTimers(START),
                meters);
    }

    private List<String> states(RuleEngine engine) {
        return engine.states().stream().map(ReplayTest::text).toList();
    }

    private static List<String> told(RuleEngine engine, Instant now) {
        return engine.advance(now).stream()
                .map(change -> change.time() + " " + change.rule() + " " + change.from() + ">" + change.to() + " "
                        + round(change.value()) + " " + change.marks())
                .toList();
    }

    /** Sums that slide are rounded differently after a while. */
    private static double round(double value) {
        return Double.isFinite(value) ? Math.rint(value * 1e6) / 1e6 + 0.0 : value;
    }

    private static String text(RuleState state) {
        return state.rule().id() + " " + state.level() + " " + round(state.value()) + " " + state.noted() + " "
                + state.marks();
    }

    private List<Reading> readings() {
        List<Reading> readings = new ArrayList<>();
        Instant time = START;
        for (int i = 0; i < 400; i++) {
            time = time.plusMillis(1 + random.nextInt(60_000));
            boolean event = random.nextBoolean();
            double value = random.nextInt(12) == 0 ? Double.NaN : random.nextInt(8);
            readings.add(new Reading(event ? "feed.errors" : "feed.attempts_failed", "deribit", value, time));
        }
        return readings;
    }

    private String rule(String id, String more) {
        int red = 2 + random.nextInt(4);
        StringBuilder yaml = new StringBuilder(
                "  " + id + ": {about: a, of: deribit, " + MEASURES.get(random.nextInt(MEASURES.size())));
        yaml.append("yellow: '> 1', red: ");
        if (random.nextBoolean()) {
            yaml.append("{enter: '> ")
                    .append(red)
                    .append("', leave: '< ")
                    .append(red - 1)
                    .append("'}");
        } else {
            yaml.append("'> ").append(red).append('\'');
        }
        if (random.nextBoolean()) {
            yaml.append(", hold: {red: ").append(random.nextInt(90)).append("s, green: 1m}");
        }
        if (random.nextInt(3) == 0) {
            yaml.append(", flap: {changes: 3, per: 20m}");
        }
        return yaml.append(more).append("}\n").toString();
    }
}
