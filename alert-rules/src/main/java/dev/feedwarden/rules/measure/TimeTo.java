package dev.feedwarden.rules.measure;

import dev.feedwarden.api.Metric;
import dev.feedwarden.api.Unit;
import java.time.Duration;

/**
 * How long it will take until the line of least squares through the values in {@code [t - over, t]} reaches a limit, from
 * whichever side, to the millisecond. Zero where it did so within the window. Endless where it leads away from the limit or
 * is flat, or would take more than a century: what has been beyond a limit for long is for a rule on the last value. It
 * passes with time, also without a reading. Unknown until the window has been watched, and while its values are of fewer
 * than two instants. Costs one {@link Trend} a subject.
 *
 * @param metric a gauge
 * @param limit in the metric's unit
 */
public record TimeTo(Metric metric, double limit, Duration over) implements Measure {

    @Override
    public String text() {
        return "time to " + Dimension.of(metric.unit()).exact(limit) + " over " + TimeText.print(over);
    }

    @Override
    public Dimension dimension() {
        return Dimension.of(Unit.SECONDS);
    }

    @Override
    public Range range() {
        return Range.NOT_NEGATIVE;
    }

    @Override
    public boolean passes() {
        return true;
    }

    @Override
    public Duration window() {
        return over;
    }

    @Override
    public Measurement begin(long declared) {
        return Trend.of(over.toNanos(), declared, new Remaining(limit, over.toNanos()));
    }

    private record Remaining(double limit, long width) implements Trend.Look {

        private static final double SECOND = 1e9;

        @Override
        public double value(Moments line, long now) {
            long meeting = line.meeting(limit);
            if (meeting == Measurement.NEVER || meeting < now - width) {
                return Double.POSITIVE_INFINITY;
            }
            return Math.max(0, (meeting - now) / SECOND);
        }
    }
}
