package dev.feedwarden.rules.measure;

import dev.feedwarden.api.Metric;
import java.time.Duration;

/** How many of a metric happened in a window: the sum of an event metric, or the increase of a counter. */
final class Happened {

    private static final long CLOSED = 1;

    private Happened() {}

    static Measurement in(Duration over, Metric metric) {
        long width = over.toNanos();
        return metric.kind() == Metric.Kind.COUNTER
                ? new Windowed<>(new Rises(width + CLOSED), Rises::total)
                : new Windowed<>(new Window(width), Window::sum);
    }
}
