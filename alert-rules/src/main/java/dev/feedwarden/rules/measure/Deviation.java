package dev.feedwarden.rules.measure;

import dev.feedwarden.api.Metric;
import java.time.Duration;

/**
 * The standard deviation of the values in the window {@code (t - over, t]}, dividing by their number; of one value it is
 * zero. Unknown while the window holds none. Costs one {@link Sliding} of {@link Moments} a subject.
 *
 * @param metric an event metric or a gauge
 */
public record Deviation(Metric metric, Duration over) implements Measure {

    @Override
    public String text() {
        return "stddev over " + TimeText.print(over);
    }

    @Override
    public Dimension dimension() {
        return Dimension.of(metric.unit());
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
        return new Windowed<>(
                new Sliding<>(over.toNanos(), Moments::new, Moments::new),
                kept -> kept.summary().deviation());
    }
}
