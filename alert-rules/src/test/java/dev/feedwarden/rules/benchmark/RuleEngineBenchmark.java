package dev.feedwarden.rules.benchmark;

import dev.feedwarden.api.Metric;
import dev.feedwarden.api.Reading;
import dev.feedwarden.api.Unit;
import dev.feedwarden.rules.RuleEngine;
import dev.feedwarden.rules.RuleSet;
import dev.feedwarden.rules.read.Catalog;
import dev.feedwarden.rules.read.RuleFile;
import dev.feedwarden.rules.read.RuleReader;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * Time for a reading, from its creation to the levels that follow from it, next to a counter written by hand in the same
 * run. Every subject has a reading a second; a reading meets one rule, or four where there are more. Run by
 * {@code mvn -q -Pbenchmark verify}.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class RuleEngineBenchmark {

    private static final Instant START = Instant.parse("2026-01-05T00:00:00Z");
    private static final String METRIC = "case.event";
    private static final int NANOS = 1_000_000_000;
    private static final String[] MEASURES = {
        "measure: count over 1h, red: \"> 5000\"",
        "measure: count over 1m, yellow: \"< 10\"",
        "measure: age, yellow: \"> 10s\", red: \"> 10m\"",
        "measure: last, red: \"> 100\""
    };

    /** The engine, and the subjects whose readings come in turn. */
    @State(Scope.Thread)
    public static class Judged {

        @Param({"1", "100", "10000"})
        private int rules;

        private RuleEngine engine;
        private String[] subjects;
        private long turn;

        @Setup
        public void begin() {
            int each = Math.min(rules, MEASURES.length);
            subjects = names(rules / each);
            engine = engine(subjects, each);
        }

        private int reading() {
            long moment = turn++;
            Instant time = START.plusNanos(moment * (NANOS / subjects.length));
            engine.accept(new Reading(METRIC, subjects[(int) (moment % subjects.length)], 1, time));
            return engine.advance(time).size();
        }
    }

    /** The counter, with readings that are made in the same way. */
    @State(Scope.Thread)
    public static class Counted {

        private final RingCounter counter = new RingCounter(5000);
        private long turn;
    }

    @Benchmark
    public int engine(Judged judged) {
        return judged.reading();
    }

    @Benchmark
    public boolean byHand(Counted counted) {
        Reading reading = new Reading(METRIC, METRIC, 1, START.plusNanos(counted.turn++ * NANOS));
        return counted.counter.add(reading.time().getEpochSecond(), (int) reading.value());
    }

    @Test
    void readings_againstACounterByHand() throws RunnerException {
        new Runner(new OptionsBuilder()
                        .include(RuleEngineBenchmark.class.getSimpleName())
                        .build())
                .run();
    }

    /** Nobody reports for a minute: what 10,000 rules cost when time is moved to each moment that they ask for. */
    @Test
    void quietRules_forAMinute() {
        String[] subjects = names(2_500);
        RuleEngine engine = engine(subjects, MEASURES.length);
        for (String subject : subjects) {
            engine.accept(new Reading(METRIC, subject, 1, START));
        }
        Instant begin = START.plusSeconds(3_700); // every window is empty, every silence is told
        engine.advance(begin);
        Instant end = begin.plusSeconds(60);
        long cpu = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        int looks = 0;
        for (Instant next = engine.next(); next != null && !next.isAfter(end); next = engine.next()) {
            engine.advance(next);
            looks++;
        }
        engine.advance(end);
        long took = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - cpu;
        System.out.printf(
                Locale.ROOT, "10,000 quiet rules for a minute: %d wakings, %.3f ms of CPU%n", looks, took / 1e6);
    }

    private static RuleEngine engine(String[] subjects, int each) {
        StringBuilder yaml = new StringBuilder("version: 1\nrules:\n");
        for (int i = 0; i < each; i++) {
            yaml.append("  r").append(i).append(": {metric: ").append(METRIC).append(", of: plugin:p, ");
            yaml.append(MEASURES[i]).append("}\n");
        }
        Metric metric = new Metric(METRIC, Metric.Kind.EVENT, Unit.NONE, "for the benchmark");
        RuleSet rules = new RuleReader(new Catalog(Map.of(METRIC, metric), Map.of(), Set.of()), 1)
                .read(List.of(new RuleFile("benchmark.yaml", yaml.toString())))
                .rules();
        RuleEngine engine = new RuleEngine(rules);
        for (String subject : subjects) {
            engine.declare(subject, "p", START);
        }
        return engine;
    }

    private static String[] names(int number) {
        String[] names = new String[number];
        for (int i = 0; i < number; i++) {
            names[i] = "s" + i;
        }
        return names;
    }
}
