package dev.feedwarden.rules.measure;

import dev.feedwarden.api.Metric;
import dev.feedwarden.api.Unit;
import java.time.Duration;

/**
 * How many of a metric happened for each of another of the same subject, over the window: {@code share of http.requests over
 * 1h} of a metric that counts errors. Both are counted as {@link Rate} counts them. Unknown while none of the other
 * happened. Costs two {@link Window}s or {@link Rises} a subject.
 *
 * @param metric an event metric or a counter
 * @param other an event metric or a counter
 */
public record Share(Metric metric, Metric other, Duration over) implements Measure {

    @Override
    public String text() {
        return "share of " + other.name() + " over " + TimeText.print(over);
    }

    @Override
    public Dimension dimension() {
        return Dimension.of(Unit.SHARE);
    }

    /** Nothing makes sure that the other metric counts whatever the first one does, so it may be above one. */
    @Override
    public Range range() {
        return Range.NOT_NEGATIVE;
    }

    @Override
    public Duration window() {
        return over;
    }

    @Override
    public Measurement begin(long declared) {
        return new Quotient(Happened.in(over, metric), Happened.in(over, other));
    }

    private record Quotient(Measurement part, Measurement other) implements Measurement {

        @Override
        public void add(long time, double value) {
            part.add(time, value);
        }

        @Override
        public double value(long now) {
            double whole = other.value(now);
            return whole > 0 ? part.value(now) / whole : Double.NaN;
        }

        @Override
        public long next(long now, double[] bounds) {
            return Math.min(part.next(now, bounds), other.next(now, bounds));
        }
    }
}
