package dev.feedwarden.rules.measure;

import dev.feedwarden.api.Metric;
import java.time.Duration;

/**
 * How many happened in the window {@code (t - over, t]}: of an event metric the sum of its readings, of others the number
 * of readings with a value. Known from the start: zero. Costs one {@link Window} a subject.
 */
public record Count(Metric metric, Duration over) implements Measure {

    @Override
    public String text() {
        return "count over " + TimeText.print(over);
    }

    @Override
    public Dimension dimension() {
        return Dimension.COUNT;
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
        Window window = new Window(over.toNanos());
        return metric.kind() == Metric.Kind.EVENT
                ? new Windowed<>(window, Window::sum, Window::falls)
                : new Windowed<>(window, Window::count, kept -> true);
    }
}
