package dev.feedwarden.supervisor.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.feedwarden.api.Metric;
import dev.feedwarden.api.Metric.Kind;
import dev.feedwarden.api.Reading;
import dev.feedwarden.api.Unit;
import dev.feedwarden.api.kit.FaultyDisk;
import dev.feedwarden.api.kit.ManualTimers;
import dev.feedwarden.rules.RuleEngine;
import dev.feedwarden.rules.RuleSet;
import dev.feedwarden.rules.RuleState;
import dev.feedwarden.rules.read.Catalog;
import dev.feedwarden.rules.read.RuleFile;
import dev.feedwarden.rules.read.RuleFiles;
import dev.feedwarden.rules.read.RuleReader;
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
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** An engine that heard everything against one that begins from what was kept, at random, from a fixed seed. */
final class ReplayTest {

    private static final Instant START = Instant.parse("2026-03-01T10:00:00Z");
    private static final Map<String, Metric> METRICS = Stream.concat(
                    CoreMetrics.ALL.stream(), Stream.of(new Metric("case.total", Kind.COUNTER, Unit.NONE, "")))
            .collect(Collectors.toMap(Metric::name, Function.identity()));
    private static final List<String> HEARD = List.of("feed.errors", "feed.attempts_failed", "case.total");

    /** Every measure, and after a stroke the unit of its thresholds. */
    private static final List<String> MEASURES = List.of(
            "metric: feed.errors, measure: count over 5m|",
            "metric: feed.errors, measure: rate per 1m over 30m|",
            "metric: feed.errors, measure: age|m",
            "metric: feed.errors, measure: share of case.total over 25m|",
            "metric: case.total, measure: increase over 40m|",
            "metric: case.total, measure: rate per 1m over 5m|",
            "metric: feed.attempts_failed, measure: last|",
            "metric: feed.attempts_failed, measure: count over 3m|",
            "metric: feed.attempts_failed, measure: sum over 3m|",
            "metric: feed.attempts_failed, measure: min over 3m|",
            "metric: feed.attempts_failed, measure: max over 2m|",
            "metric: feed.attempts_failed, measure: mean over 30m|",
            "metric: feed.attempts_failed, measure: p50 over 5m|",
            "metric: feed.attempts_failed, measure: p95 over 10m|",
            "metric: feed.attempts_failed, measure: p99 over 1h|",
            "metric: feed.attempts_failed, measure: stddev over 25m|",
            "metric: feed.attempts_failed, measure: slope per 1m over 20m|",
            "metric: feed.attempts_failed, measure: forecast in 5m over 20m|",
            "metric: feed.attempts_failed, measure: time to 7 over 10m|m",
            "metric: feed.attempts_failed, measure: change over 20m against 30m|");

    private final Random random = new Random(20_261_123);

    @Test
    void of_anyRulesAndReadings_isAsIfItHadBeenThereAllTheTime() throws Exception {
        int changes = 0;
        for (int round = 0; round < 150; round++) {
            String yaml = "version: 1\nrules:\n" + rule("one", "") + rule("two", ", needs: [one]");
            RuleSet rules = rules(yaml);
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

            RuleEngine replayed = replay(rules, rules, deribit, readings.subList(0, restart + 1), now);

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

    @Test
    void of_otherRulesBesides_aRuleThatStaysGoesOnAsBefore() throws Exception {
        int changes = 0;
        for (int round = 0; round < 60; round++) {
            String stays = "version: 1\nrules:\n" + rule("one", "");
            RuleSet old = rules(stays + rule("two", ", needs: [one]"));
            RuleSet reloaded = rules(stays + rule("three", ", needs: [one]"));
            RuleEngine full = new RuleEngine(old);
            var deribit = new Declared("deribit", "deribit", rule -> true, START);
            deribit.declare(full);
            List<Reading> readings = readings();
            int reload = random.nextInt(readings.size());
            for (Reading reading : readings.subList(0, reload + 1)) {
                full.accept(reading);
                full.advance(reading.time());
            }

            RuleEngine replayed = replay(
                    old,
                    reloaded,
                    deribit,
                    readings.subList(0, reload + 1),
                    readings.get(reload).time());

            assertThat(one(states(replayed))).as(stays).isEqualTo(one(states(full)));
            for (Reading reading : readings.subList(reload + 1, readings.size())) {
                full.accept(reading);
                replayed.accept(reading);
                List<String> expected = one(told(full, reading.time()));
                changes += expected.size();
                assertThat(one(told(replayed, reading.time()))).as(stays).isEqualTo(expected);
            }
        }
        assertThat(changes).isGreaterThan(300);
    }

    private static List<String> one(List<String> all) {
        return all.stream().filter(each -> each.startsWith("one ")).toList();
    }

    private static RuleSet rules(String yaml) {
        RuleFiles files = new RuleReader(new Catalog(METRICS, Map.of("deribit", "deribit"), Set.of()), 1)
                .read(List.of(new RuleFile("test.yaml", yaml)));
        assertThat(files.problems()).isEmpty();
        return files.rules();
    }

    /** What an engine says by other rules, or the same, after a crash. */
    private RuleEngine replay(RuleSet old, RuleSet rules, Declared subject, List<Reading> heard, Instant now)
            throws Exception {
        FaultyDisk disk = new FaultyDisk();
        KeptSamples before = open(old, disk);
        for (int i = 0; i < heard.size(); i += 40) {
            before.offer(heard.subList(i, Math.min(heard.size(), i + 40)));
        }
        before.afterwards(() -> true).toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
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
                .map(change -> change.rule() + " " + change.time() + " " + change.from() + ">" + change.to() + " "
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
            double value = random.nextInt(12) == 0 ? Double.NaN : random.nextInt(8);
            readings.add(new Reading(HEARD.get(random.nextInt(3)), "deribit", value, time));
        }
        return readings;
    }

    private String rule(String id, String more) {
        int red = 2 + random.nextInt(4);
        String[] measure = MEASURES.get(random.nextInt(MEASURES.size())).split("\\|", 2);
        StringBuilder yaml = new StringBuilder("  " + id + ": {about: a, of: deribit, " + measure[0]);
        yaml.append(String.format(", yellow: '> 1%s', red: ", measure[1]));
        yaml.append(
                random.nextBoolean()
                        ? String.format("{enter: '> %d%s', leave: '< %3$d%2$s'}", red, measure[1], red - 1)
                        : String.format("'> %d%s'", red, measure[1]));
        if (random.nextBoolean()) {
            yaml.append(", hold: {red: ").append(random.nextInt(90)).append("s, green: 1m}");
        }
        if (random.nextInt(3) == 0) {
            yaml.append(", flap: {changes: 3, per: 20m}");
        }
        return yaml.append(more).append("}\n").toString();
    }
}
