package dev.feedwarden.rules.measure;

import dev.feedwarden.api.Metric;
import dev.feedwarden.api.Unit;
import java.time.Duration;

/**
 * The sum of the readings in the window {@code (t - over, t]}. Of an event metric it is known from the start: zero. Of a
 * gauge it is unknown while the window holds no value, as what is absent is not zero. Costs one {@link Window} a subject.
 *
 * @param metric an event metric or a gauge
 */
public record Sum(Metric metric, Duration over) implements Measure {

    @Override
    public String text() {
        return "sum over " + TimeText.print(over);
    }

    @Override
    public Dimension dimension() {
        return Dimension.of(metric.unit());
    }

    @Override
    public Range range() {
        return isEvent() || metric.unit() == Unit.SHARE ? Range.NOT_NEGATIVE : Range.of(metric.unit());
    }

    @Override
    public Duration window() {
        return over;
    }

    @Override
    public Measurement begin(long declared) {
        Window window = new Window(over.toNanos());
        return isEvent()
                ? new Windowed<>(window, Window::sum)
                : new Windowed<>(window, seen -> seen.count() == 0 ? Double.NaN : seen.sum());
    }

    private boolean isEvent() {
        return metric.kind() == Metric.Kind.EVENT;
    }
}
