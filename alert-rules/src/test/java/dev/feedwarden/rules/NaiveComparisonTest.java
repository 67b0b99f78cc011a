package dev.feedwarden.rules;

import static dev.feedwarden.rules.Court.at;
import static dev.feedwarden.rules.Court.seconds;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The engine against a recomputation from all readings, on random readings and moments from a fixed seed. */
final class NaiveComparisonTest {

    private static final double WINDOW = 8;
    private static final double UNIT = 2;
    private static final double DECLARED = 3;
    private static final double STEP = 1e-9;

    private final Random random = new Random(20_261_121);

    @ParameterizedTest
    @EnumSource
    void value_readingsInAnyOrder_isThatOfARecomputation(Form form) {
        for (int round = 0; round < 60; round++) {
            Court court = court(form);
            List<Sample> known = new ArrayList<>();
            double now = DECLARED;
            for (int i = 0; i < 60; i++) {
                double time = Math.max(0, now + half(12) - 4);
                Sample sample = new Sample(time, random.nextInt(12) == 0 ? Double.NaN : random.nextInt(40) / 4.0);
                court.reading(form.metric, sample.time, sample.value);
                known.add(sample);
                if (random.nextInt(3) == 0) {
                    now += half(10);
                    court.until(now);
                    double value = form.naive(known, now);
                    assertThat(Double.valueOf(court.value())).isEqualTo(Double.valueOf(value));
                    assertThat(court.level()).isEqualTo(level(value));
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void changes_readingsKnownInTime_areThoseOfARecomputation(Form form) {
        for (int round = 0; round < 60; round++) {
            Court court = court(form);
            List<Sample> known = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                known.add(new Sample(half(80), random.nextInt(12) == 0 ? Double.NaN : random.nextInt(40) / 4.0));
            }
            known.forEach(sample -> court.reading(form.metric, sample.time, sample.value));
            List<String> changes = new ArrayList<>();
            for (double now = 0; now < 100; now += half(30)) {
                changes.addAll(court.until(now));
            }
            changes.addAll(court.until(100));

            assertThat(changes).isEqualTo(naiveChanges(form, known, 100));
        }
    }

    private static List<String> naiveChanges(Form form, List<Sample> known, double end) {
        TreeSet<Double> moments = new TreeSet<>();
        List<Sample> origins = new ArrayList<>(known);
        origins.add(new Sample(DECLARED, 0));
        for (Sample origin : origins) {
            for (double after : new double[] {0, WINDOW, 2, 5}) {
                moments.add(origin.time + after);
                moments.add(origin.time + after + STEP);
            }
        }
        List<String> changes = new ArrayList<>();
        Level before = Level.GREY;
        for (double moment : moments.subSet(DECLARED, true, end, true)) {
            List<Sample> past =
                    known.stream().filter(each -> each.time <= moment).toList();
            Level level = level(form.naive(past, moment));
            if (level != before) {
                double exact = seconds(at(moment));
                changes.add(Court.text(new StatusChange("r", "a", before, level, 0, at(0), at(exact), Marks.NONE)));
            }
            before = level;
        }
        return changes;
    }

    private static Level level(double value) {
        if (Double.isNaN(value)) {
            return Level.GREY;
        }
        if (value > 5) {
            return Level.RED;
        }
        return value >= 2 ? Level.YELLOW : Level.GREEN;
    }

    private static Court court(Form form) {
        String unit = form == Form.AGE ? "s" : "";
        Court court = new Court(Court.rules("version: 1\nrules:\n  r: {of: a, metric: " + form.metric + ", measure: "
                + form.measure + ", yellow: '>= 2" + unit + "', red: '> 5" + unit + "'}\n"));
        court.declare("a", DECLARED);
        return court;
    }

    /** A random time below a bound, in halves of a second, so that moments often coincide. */
    private double half(int bound) {
        return random.nextInt(2 * bound) / 2.0;
    }

    private record Sample(double time, double value) {}

    private enum Form {
        LAST("case.value", "last") {
            @Override
            double naive(List<Sample> known, double now) {
                Comparator<Sample> byValue = Comparator.comparingDouble(
                        sample -> Double.isNaN(sample.value) ? Double.NEGATIVE_INFINITY : sample.value);
                return known.stream()
                        .filter(each -> each.time <= now)
                        .max(Comparator.comparingDouble(Sample::time).thenComparing(byValue))
                        .map(Sample::value)
                        .orElse(Double.NaN);
            }
        },
        AGE("case.value", "age") {
            @Override
            double naive(List<Sample> known, double now) {
                double last = known.stream()
                        .filter(each -> each.time <= now && !Double.isNaN(each.value))
                        .mapToDouble(Sample::time)
                        .max()
                        .orElse(DECLARED);
                return Math.round((now - last) * 1e9) / 1e9;
            }
        },
        COUNT("case.event", "count over 8s") {
            @Override
            double naive(List<Sample> known, double now) {
                return inWindow(known, now).stream().mapToDouble(Sample::value).sum();
            }
        },
        MEAN("case.value", "mean over 8s") {
            @Override
            double naive(List<Sample> known, double now) {
                return inWindow(known, now).stream()
                        .mapToDouble(Sample::value)
                        .average()
                        .orElse(Double.NaN);
            }
        },
        RATE("case.event", "rate per 2s over 8s") {
            @Override
            double naive(List<Sample> known, double now) {
                double sum =
                        inWindow(known, now).stream().mapToDouble(Sample::value).sum();
                return now < DECLARED + WINDOW ? Double.NaN : sum * UNIT / WINDOW;
            }
        };

        private final String metric;
        private final String measure;

        Form(String metric, String measure) {
            this.metric = metric;
            this.measure = measure;
        }

        abstract double naive(List<Sample> known, double now);

        private static List<Sample> inWindow(List<Sample> known, double now) {
            return known.stream()
                    .filter(each -> each.time > now - WINDOW && each.time <= now && !Double.isNaN(each.value))
                    .toList();
        }
    }
}
