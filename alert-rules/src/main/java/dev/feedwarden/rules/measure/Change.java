package dev.feedwarden.rules.measure;

import dev.feedwarden.api.Metric;
import dev.feedwarden.api.Unit;
import java.time.Duration;

/**
 * By which share a metric is more, or less, than it was: over the window {@code (t - over, t]} against the window of length
 * {@code against} before that. {@code > 100%} says that it has more than doubled; {@code < -50%} that it has more than
 * halved. Event metrics and counters are compared by how many happened per time, gauges by their means.
 *
 * <p>Unknown until both windows have been watched, while a gauge has no value in one of them, and where it was zero before:
 * nothing is a share of that. A counter's step from one window into the other belongs to the earlier. Costs two
 * {@link Window}s or {@link Rises} a subject.
 */
public record Change(Metric metric, Duration over, Duration against) implements Measure {

    /** Below this share of what is now, what was before is a zero that rounding blurred. */
    private static final double BLURRED_ZERO = 1e-12;

    private static final Range SHARE = new Range(-1, Double.POSITIVE_INFINITY);
    private static final long CLOSED = 1;

    @Override
    public String text() {
        return "change over " + TimeText.print(over) + " against " + TimeText.print(against);
    }

    @Override
    public Dimension dimension() {
        return Dimension.of(Unit.SHARE);
    }

    @Override
    public Range range() {
        boolean negatives =
                metric.kind() == Metric.Kind.GAUGE && Range.of(metric.unit()).least() < 0;
        return negatives ? Range.ANY : SHARE;
    }

    @Override
    public Duration window() {
        return over.plus(against);
    }

    @Override
    public Measurement begin(long declared) {
        long recent = over.toNanos();
        long both = recent + against.toNanos();
        Measurement compared;
        switch (metric.kind()) {
            case EVENT -> compared = new Compared<>(new Window(recent), new Window(both), this::ofEvents);
            case COUNTER ->
                compared = new Compared<>(new Rises(recent + CLOSED), new Rises(both + CLOSED), this::ofCounters);
            default -> compared = new Compared<>(new Window(recent), new Window(both), Change::ofMeans);
        }
        return new Watched(compared, declared + both);
    }

    private double ofEvents(Window recent, Window both) {
        return ofPaces(recent.sum(), both.sum() - recent.sum());
    }

    private double ofCounters(Rises recent, Rises both) {
        return ofPaces(recent.total(), both.total() - recent.total());
    }

    private double ofPaces(double now, double before) {
        return share(now / over.toNanos(), before / against.toNanos());
    }

    private static double ofMeans(Window recent, Window both) {
        double before = (both.sum() - recent.sum()) / (both.count() - recent.count());
        return share(Mean.mean(recent), before);
    }

    private static double share(double now, double before) {
        double base = Math.abs(before);
        return base > BLURRED_ZERO * Math.abs(now) ? Rounded.of((now - before) / base) : Double.NaN;
    }

    /** What two windows that end together say together. */
    private record Compared<K extends Kept>(K recent, K both, Comparison<K> comparison) implements Measurement {

        @Override
        public void add(long time, double value) {
            if (!Double.isNaN(value)) {
                recent.add(time, value);
                both.add(time, value);
            }
        }

        @Override
        public double value(long now) {
            recent.forget(now);
            both.forget(now);
            return comparison.of(recent, both);
        }

        @Override
        public long next(long now, double[] bounds) {
            recent.forget(now);
            both.forget(now);
            return Math.min(recent.expiry(), both.expiry());
        }
    }

    private interface Comparison<K> {
        double of(K recent, K both);
    }
}
