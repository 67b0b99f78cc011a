package dev.feedwarden.rules.measure;

import dev.feedwarden.api.Metric;
import java.time.Duration;

/**
 * By how much the line of least squares through the values in {@code [t - over, t]} rises per unit of time. Unknown until
 * the window has been watched, and while its values are of fewer than two instants. Costs one {@link Trend} a subject.
 *
 * @param metric a gauge
 * @param per the unit of time
 */
public record Slope(Metric metric, Duration per, Duration over) implements Measure {

    private static final double SECOND = 1e9;

    @Override
    public String text() {
        return "slope per " + TimeText.print(per) + " over " + TimeText.print(over);
    }

    @Override
    public Dimension dimension() {
        return new Dimension(metric.unit(), per);
    }

    @Override
    public Range range() {
        return Range.ANY;
    }

    @Override
    public Duration window() {
        return over;
    }

    @Override
    public Measurement begin(long declared) {
        double unit = per.toNanos() / SECOND;
        return Trend.of(over.toNanos(), declared, (line, now) -> line.slope() * unit);
    }
}
