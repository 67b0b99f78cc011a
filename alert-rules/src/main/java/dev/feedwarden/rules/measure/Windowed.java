package dev.feedwarden.rules.measure;

import java.util.function.ToDoubleFunction;

/** A measurement over a window, whose value changes without a reading only when one leaves the window. */
final class Windowed implements Measurement {

    private final Window window;
    private final ToDoubleFunction<Window> value;

    Windowed(Window window, ToDoubleFunction<Window> value) {
        this.window = window;
        this.value = value;
    }

    @Override
    public void add(long time, double reading) {
        if (!Double.isNaN(reading)) {
            window.add(time, reading);
        }
    }

    @Override
    public double value(long now) {
        window.forget(now);
        return value.applyAsDouble(window);
    }

    @Override
    public long next(long now, double[] bounds) {
        window.forget(now);
        return window.expiry();
    }
}
