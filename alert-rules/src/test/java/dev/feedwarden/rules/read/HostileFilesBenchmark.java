package dev.feedwarden.rules.read;

import static org.assertj.core.api.Assertions.assertThat;

import dev.feedwarden.rules.Problem;
import dev.feedwarden.rules.TestMetrics;
import dev.feedwarden.rules.yaml.Yaml;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * How long the reader takes over each file of {@link HostileCorpus}, in CPU time of the thread, so that other work on
 * the machine counts little; next to it, a good file of the greatest length. The aim is 100 ms. Run by
 * {@code mvn -q -Pbenchmark verify}.
 */
final class HostileFilesBenchmark {

    private static final int WARM_UP = 15;
    private static final int ROUNDS = 9;
    private static final int SHOWN = 5;

    @Test
    void read_everyHostileFile() {
        Took good = took("a good file of " + good().length() + " characters", good());
        List<Took> hostile = new ArrayList<>();
        HostileCorpus.all().forEach((name, text) -> hostile.add(took(name, text)));
        hostile.sort(Comparator.comparingDouble(Took::millis).reversed());

        assertThat(read(good())).isEmpty();
        System.out.printf("read %s: %.1f ms of CPU, first time %.1f ms%n", good.name, good.millis, good.first);
        for (Took took : hostile.subList(0, SHOWN)) {
            System.out.printf("read %s: %.1f ms of CPU, first time %.1f ms%n", took.name, took.millis, took.first);
        }
    }

    /** The median, and the time of the first reading, when the code was still cold. */
    private static Took took(String name, String text) {
        double first = millis(text);
        for (int i = 1; i < WARM_UP; i++) {
            read(text);
        }
        List<Double> rounds = new ArrayList<>();
        for (int i = 0; i < ROUNDS; i++) {
            rounds.add(millis(text));
        }
        rounds.sort(Comparator.naturalOrder());
        return new Took(name, first, rounds.get(ROUNDS / 2));
    }

    private static double millis(String text) {
        var thread = ManagementFactory.getThreadMXBean();
        long begun = thread.getCurrentThreadCpuTime();
        read(text);
        return (thread.getCurrentThreadCpuTime() - begun) / 1e6;
    }

    private static String good() {
        StringBuilder text = new StringBuilder("version: 1\nrules:\n");
        for (int i = 0; text.length() < Yaml.LONGEST - 200; i++) {
            text.append("  lag-" + i + ":\n    {metric: feed.lag, of: deribit, measure: max over 10m, yellow: '> 5s',"
                    + " red: '> 10s', hold: {red: 1m}}\n");
        }
        return text.toString();
    }

    private static List<Problem> read(String text) {
        Catalog catalog = new Catalog(TestMetrics.all(), Map.of("deribit", "deribit"), Set.of());
        return new RuleReader(catalog, 1)
                .read(List.of(new RuleFile("hostile.yaml", text)))
                .problems();
    }

    /** How long a file took, in milliseconds of CPU. */
    private record Took(String name, double first, double millis) {}
}
