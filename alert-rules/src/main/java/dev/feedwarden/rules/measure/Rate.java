package dev.feedwarden.rules.measure;

import dev.feedwarden.api.Metric;
import java.time.Duration;

/**
 * How many happened per unit of time, on average over the window {@code (t - over, t]}. Unknown until the subject has been
 * watched for one whole window. Costs one {@link Window} a subject.
 *
 * @param metric an event metric
 * @param per the unit of time
 */
public record Rate(Metric metric, Duration per, Duration over) implements Measure {

    @Override
    public String text() {
        return "rate per " + TimeText.print(per) + " over " + TimeText.print(over);
    }

    @Override
    public Dimension dimension() {
        return new Dimension(metric.unit(), per);
    }

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
        long window = over.toNanos();
        double unit = per.toNanos();
        return new Watched(new Windowed(new Window(window), seen -> seen.sum() * unit / window), declared + window);
    }

    /** A measurement whose value is unknown until a window has been watched. */
    private record Watched(Measurement measured, long from) implements Measurement {

        @Override
        public void add(long time, double value) {
            measured.add(time, value);
        }

        @Override
        public double value(long now) {
            return now < from ? Double.NaN : measured.value(now);
        }

        @Override
        public long next(long now, double[] bounds) {
            return now < from ? from : measured.next(now, bounds);
        }
    }
}
