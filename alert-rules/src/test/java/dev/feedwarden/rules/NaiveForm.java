package dev.feedwarden.rules;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.DoubleStream;

/** Measures, each with its value recomputed from all readings in the plainest way. */
enum NaiveForm {
    LAST("case.value", "last") {
        @Override
        double naive(List<Sample> known, double now, double window) {
            Comparator<Sample> byValue = Comparator.comparingDouble(
                    sample -> Double.isNaN(sample.value()) ? Double.NEGATIVE_INFINITY : sample.value());
            return known.stream()
                    .filter(each -> each.time() <= now)
                    .max(Comparator.comparingDouble(Sample::time).thenComparing(byValue))
                    .map(Sample::value)
                    .orElse(Double.NaN);
        }
    },
    AGE("case.value", "age", "s") {
        @Override
        double naive(List<Sample> known, double now, double window) {
            double last = known.stream()
                    .filter(each -> each.time() <= now && !Double.isNaN(each.value()))
                    .mapToDouble(Sample::time)
                    .max()
                    .orElse(DECLARED);
            return Math.round((now - last) * 1e9) / 1e9;
        }
    },
    COUNT("case.event", "count over WINDOW") {
        @Override
        double naive(List<Sample> known, double now, double window) {
            return numbers(known, now - window, now).sum();
        }
    },
    COUNT_OF_GAUGE("case.value", "count over WINDOW") {
        @Override
        double naive(List<Sample> known, double now, double window) {
            return numbers(known, now - window, now).count();
        }
    },
    SUM("case.value", "sum over WINDOW") {
        @Override
        double naive(List<Sample> known, double now, double window) {
            return numbers(known, now - window, now).count() == 0
                    ? Double.NaN
                    : numbers(known, now - window, now).sum();
        }
    },
    SUM_OF_EVENTS("case.event", "sum over WINDOW") {
        @Override
        double naive(List<Sample> known, double now, double window) {
            return numbers(known, now - window, now).sum();
        }
    },
    MEAN("case.value", "mean over WINDOW") {
        @Override
        double naive(List<Sample> known, double now, double window) {
            return numbers(known, now - window, now).average().orElse(Double.NaN);
        }
    },
    MIN("case.value", "min over WINDOW") {
        @Override
        double naive(List<Sample> known, double now, double window) {
            return numbers(known, now - window, now).min().orElse(Double.NaN);
        }
    },
    MAX("case.value", "max over WINDOW") {
        @Override
        double naive(List<Sample> known, double now, double window) {
            return numbers(known, now - window, now).max().orElse(Double.NaN);
        }
    },
    MEDIAN("case.value", "p50 over WINDOW") {
        @Override
        double naive(List<Sample> known, double now, double window) {
            return percentile(numbers(known, now - window, now).sorted().toArray(), 50);
        }
    },
    P95("case.value", "p95 over WINDOW") {
        @Override
        double naive(List<Sample> known, double now, double window) {
            return percentile(numbers(known, now - window, now).sorted().toArray(), 95);
        }
    },
    P99("case.value", "p99 over WINDOW") {
        @Override
        double naive(List<Sample> known, double now, double window) {
            return percentile(numbers(known, now - window, now).sorted().toArray(), 99);
        }
    },
    DEVIATION("case.value", "stddev over WINDOW") {
        @Override
        double naive(List<Sample> known, double now, double window) {
            double mean = numbers(known, now - window, now).average().orElse(Double.NaN);
            return Math.sqrt(numbers(known, now - window, now)
                    .map(value -> (value - mean) * (value - mean))
                    .average()
                    .orElse(Double.NaN));
        }
    },
    RATE("case.event", "rate per 2s over WINDOW") {
        @Override
        double naive(List<Sample> known, double now, double window) {
            return now < DECLARED + window
                    ? Double.NaN
                    : numbers(known, now - window, now).sum() * 2 / window;
        }
    },
    RATE_OF_COUNTER("case.counter", "rate per 2s over WINDOW") {
        @Override
        double naive(List<Sample> known, double now, double window) {
            return now < DECLARED + window ? Double.NaN : increase(within(known, now - window, now)) * 2 / window;
        }
    },
    INCREASE("case.counter", "increase over WINDOW") {
        @Override
        double naive(List<Sample> known, double now, double window) {
            return increase(within(known, now - window, now));
        }
    },
    SHARE("case.event", "share of case.counter over WINDOW", "", "case.counter") {
        @Override
        double naive(List<Sample> known, double now, double window) {
            double part = numbers(of("case.event", known), now - window, now).sum();
            double whole = increase(within(of("case.counter", known), now - window, now));
            return whole > 0 ? part / whole : Double.NaN;
        }
    },
    SHARE_OF_EVENTS("case.counter", "share of case.event over WINDOW", "", "case.event") {
        @Override
        double naive(List<Sample> known, double now, double window) {
            double part = increase(within(of("case.counter", known), now - window, now));
            double whole = numbers(of("case.event", known), now - window, now).sum();
            return whole > 0 ? part / whole : Double.NaN;
        }
    },
    SLOPE("case.value", "slope per 2s over WINDOW") {
        @Override
        double naive(List<Sample> known, double now, double window) {
            return 2 * line(known, now, window)[1];
        }
    },
    FORECAST("case.value", "forecast in 3s over WINDOW") {
        @Override
        double naive(List<Sample> known, double now, double window) {
            double[] line = line(known, now, window);
            return line[0] + 3 * line[1];
        }
    },
    TIME_TO("case.value", "time to 5.1 over WINDOW", "s") {
        @Override
        double naive(List<Sample> known, double now, double window) {
            double[] line = line(known, now, window);
            double left = (5.1 - line[0]) / line[1];
            if (Double.isNaN(line[0]) || left >= 0) {
                return left;
            }
            return left >= -window ? 0 : Double.POSITIVE_INFINITY;
        }
    },
    CHANGE("case.value", "change over 3s against BEFORE") {
        @Override
        double naive(List<Sample> known, double now, double window) {
            return change(
                    now,
                    window,
                    numbers(known, now - RECENT, now).average().orElse(Double.NaN),
                    numbers(known, now - window, now - RECENT).average().orElse(Double.NaN));
        }
    },
    CHANGE_OF_EVENTS("case.event", "change over 3s against BEFORE") {
        @Override
        double naive(List<Sample> known, double now, double window) {
            return change(
                    now,
                    window,
                    numbers(known, now - RECENT, now).sum() / RECENT,
                    numbers(known, now - window, now - RECENT).sum() / (window - RECENT));
        }
    },
    CHANGE_OF_COUNTER("case.counter", "change over 3s against BEFORE") {
        @Override
        double naive(List<Sample> known, double now, double window) {
            double recent = increase(within(known, now - RECENT, now));
            return change(
                    now,
                    window,
                    recent / RECENT,
                    (increase(within(known, now - window, now)) - recent) / (window - RECENT));
        }
    };

    static final double DECLARED = 3;
    /** How long the newer part of a change is. */
    static final double RECENT = 3;

    final String metric;
    private final String measure;
    /** Of its thresholds. */
    final String unit;
    /** The other metric it takes, or its own. */
    final String other;

    NaiveForm(String metric, String measure) {
        this(metric, measure, "");
    }

    NaiveForm(String metric, String measure, String unit) {
        this(metric, measure, unit, metric);
    }

    NaiveForm(String metric, String measure, String unit, String other) {
        this.metric = metric;
        this.measure = measure;
        this.unit = unit;
        this.other = other;
    }

    /** As a rule file writes it, with a window of so many seconds, more than {@link #RECENT}. */
    String measure(double window) {
        return measure.replace("WINDOW", millis(window)).replace("BEFORE", millis(window - RECENT));
    }

    /**
     * Its value.
     *
     * @param window how long it looks back, in seconds
     */
    abstract double naive(List<Sample> known, double now, double window);

    /** Whether its value moves on evenly between readings, so that it may come to a threshold at any moment. */
    boolean moves() {
        return this == FORECAST || this == TIME_TO;
    }

    private static String millis(double seconds) {
        return Math.round(seconds * 1000) + "ms";
    }

    private static double change(double now, double window, double recent, double before) {
        boolean known = now >= DECLARED + window && before != 0;
        return known ? (recent - before) / before : Double.NaN;
    }

    /** Where the line of least squares is now, and its slope. */
    private static double[] line(List<Sample> known, double now, double width) {
        List<Sample> window = within(known, now - width, now);
        double time = window.stream().mapToDouble(Sample::time).average().orElse(Double.NaN);
        double value = window.stream().mapToDouble(Sample::value).average().orElse(Double.NaN);
        double spread = 0;
        double joint = 0;
        for (Sample each : window) {
            spread += (each.time() - time) * (each.time() - time);
            joint += (each.time() - time) * (each.value() - value);
        }
        if (now < DECLARED + width || spread == 0) {
            return new double[] {Double.NaN, Double.NaN};
        }
        double slope = joint / spread;
        return new double[] {value + slope * (now - time), slope};
    }

    private static double increase(List<Sample> window) {
        Map<Double, Double> greatest = new TreeMap<>();
        window.forEach(each -> greatest.merge(each.time(), each.value(), Math::max));
        double sum = 0;
        double before = Double.NaN;
        for (double value : greatest.values()) {
            sum += Double.isNaN(before) ? 0 : value < before ? value : value - before;
            before = value;
        }
        return greatest.size() < 2 ? Double.NaN : sum;
    }

    private static double percentile(double[] sorted, int percent) {
        if (sorted.length == 0) {
            return Double.NaN;
        }
        double rank = percent * (sorted.length - 1) / 100.0;
        double below = sorted[(int) Math.floor(rank)];
        double above = sorted[(int) Math.ceil(rank)];
        return below + (above - below) * (rank - Math.floor(rank));
    }

    /** Those of a window that is open on the left. */
    private static DoubleStream numbers(List<Sample> known, double from, double to) {
        return known.stream()
                .filter(NaiveForm::hasValue)
                .filter(each -> each.time() > from && each.time() <= to)
                .mapToDouble(Sample::value);
    }

    /** Those of a window that is closed on both sides. */
    private static List<Sample> within(List<Sample> known, double from, double to) {
        return known.stream()
                .filter(NaiveForm::hasValue)
                .filter(each -> each.time() >= from && each.time() <= to)
                .toList();
    }

    private static boolean hasValue(Sample sample) {
        return !Double.isNaN(sample.value());
    }

    private static List<Sample> of(String metric, List<Sample> known) {
        return known.stream().filter(each -> each.metric().equals(metric)).toList();
    }

    record Sample(String metric, double time, double value) {}
}
