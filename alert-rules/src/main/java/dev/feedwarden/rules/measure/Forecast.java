package dev.feedwarden.rules.measure;

import dev.feedwarden.api.Metric;
import java.time.Duration;

/**
 * Where the line of least squares through the values in {@code [t - over, t]} will lie some time after {@code t}. It moves on
 * with time, also without a reading. Unknown until the window has been watched, and while its values are of fewer than two
 * instants. Costs one {@link Trend} a subject.
 *
 * @param metric a gauge
 * @param ahead how far it looks
 */
public record Forecast(Metric metric, Duration ahead, Duration over) implements Measure {

    @Override
    public String text() {
        return "forecast in " + TimeText.print(ahead) + " over " + TimeText.print(over);
    }

    @Override
    public Dimension dimension() {
        return Dimension.of(metric.unit());
    }

    /** A line leads anywhere. */
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
        long far = ahead.toNanos();
        return Trend.of(over.toNanos(), declared, (line, now) -> line.line(now + far));
    }
}
