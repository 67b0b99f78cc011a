package dev.feedwarden.rules.measure;

import dev.feedwarden.api.Metric;
import java.time.Duration;

/**
 * The mean of the values in the window {@code (t - over, t]}, each of the same weight. Unknown while the window holds none.
 * Costs one {@link Window} a subject.
 */
public record Mean(Metric metric, Duration over) implements Measure {

    @Override
    public String text() {
        return "mean over " + TimeText.print(over);
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
        return new Windowed<>(new Window(over.toNanos()), Mean::mean);
    }

    static double mean(Window window) {
        return window.count() == 0 ? Double.NaN : window.sum() / window.count();
    }
}
