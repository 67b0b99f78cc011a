package dev.feedwarden.rules.measure;

import dev.feedwarden.api.Metric;
import java.time.Duration;

/**
 * How many happened per unit of time, on average over the window: of an event metric the sum of its readings, of a counter
 * its {@link Increase}, each divided by the whole window. Unknown until the subject has been watched for one whole window.
 * Costs one {@link Window}, or one {@link Rises}, a subject.
 *
 * @param metric an event metric or a counter
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
        return new Watched(new Pace(Happened.in(over, metric), per.toNanos(), window), declared + window);
    }

    private record Pace(Measurement happened, double unit, double window) implements Measurement {

        @Override
        public void add(long time, double value) {
            happened.add(time, value);
        }

        @Override
        public double value(long now) {
            return Rounded.of(happened.value(now) * unit / window);
        }

        @Override
        public long next(long now, double[] bounds) {
            return happened.next(now, bounds);
        }
    }
}
