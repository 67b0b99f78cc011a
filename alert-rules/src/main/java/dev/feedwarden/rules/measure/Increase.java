package dev.feedwarden.rules.measure;

import dev.feedwarden.api.Metric;
import java.time.Duration;

/**
 * By how much a counter rose between its readings in {@code [t - over, t]}: restarts from zero are added, nothing is
 * extrapolated, and nothing before the first of them counts. Unknown while there are fewer than two. Costs one
 * {@link Rises} a subject.
 *
 * @param metric a counter
 */
public record Increase(Metric metric, Duration over) implements Measure {

    @Override
    public String text() {
        return "increase over " + TimeText.print(over);
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
        return Happened.in(over, metric);
    }
}
