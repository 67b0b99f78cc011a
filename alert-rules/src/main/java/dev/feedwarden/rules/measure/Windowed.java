package dev.feedwarden.rules.measure;

import java.util.function.ToDoubleFunction;

/** A measurement over a window, whose value changes without a reading only when one leaves the window. */
final class Windowed<K extends Kept> implements Measurement {

    private final K kept;
    private final ToDoubleFunction<K> value;

    Windowed(K kept, ToDoubleFunction<K> value) {
        this.kept = kept;
        this.value = value;
    }

    @Override
    public void add(long time, double reading) {
        if (!Double.isNaN(reading)) {
            kept.add(time, reading);
        }
    }

    @Override
    public double value(long now) {
        kept.forget(now);
        return value.applyAsDouble(kept);
    }

    @Override
    public long next(long now, double[] bounds) {
        kept.forget(now);
        return kept.expiry();
    }
}
