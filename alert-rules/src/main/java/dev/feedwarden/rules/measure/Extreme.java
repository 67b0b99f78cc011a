package dev.feedwarden.rules.measure;

import dev.feedwarden.api.Metric;
import java.time.Duration;

/**
 * The least or the greatest value in the window {@code (t - over, t]}. Unknown while the window holds none. Costs one
 * {@link Peaks} a subject.
 *
 * @param metric an event metric or a gauge
 */
public record Extreme(Metric metric, Side side, Duration over) implements Measure {

    @Override
    public String text() {
        return side.word + " over " + TimeText.print(over);
    }

    @Override
    public Dimension dimension() {
        return Dimension.of(metric.unit());
    }

    @Override
    public Range range() {
        return Range.of(metric.unit());
    }

    @Override
    public Duration window() {
        return over;
    }

    @Override
    public Measurement begin(long declared) {
        Windowed<Peaks> greatest = new Windowed<>(new Peaks(over.toNanos()), Peaks::greatest);
        return side == Side.MAX ? greatest : new Mirrored(greatest);
    }

    /** Which end. */
    public enum Side {
        MIN("min"),
        MAX("max");

        private final String word;

        Side(String word) {
            this.word = word;
        }
    }

    /** The least is the greatest of all negatives, negated. */
    private record Mirrored(Measurement greatest) implements Measurement {

        @Override
        public void add(long time, double value) {
            greatest.add(time, 0 - value);
        }

        @Override
        public double value(long now) {
            return 0 - greatest.value(now);
        }

        @Override
        public long next(long now, double[] bounds) {
            return greatest.next(now, bounds);
        }
    }
}
