package dev.feedwarden.rules.measure;

import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;

/**
 * A measurement over a window, whose value changes without a reading only when one leaves the window. Where that can only
 * make it less, it need not be looked at while it is below every bound.
 */
final class Windowed<K extends Kept> implements Measurement {

    private final K kept;
    private final ToDoubleFunction<K> value;
    private final Predicate<K> falls;

    Windowed(K kept, ToDoubleFunction<K> value) {
        this(kept, value, each -> false);
    }

    /** @param falls whether the value can at present only become less without a reading */
    Windowed(K kept, ToDoubleFunction<K> value, Predicate<K> falls) {
        this.kept = kept;
        this.value = value;
        this.falls = falls;
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
        return falls.test(kept) && isBelow(bounds) ? NEVER : kept.expiry();
    }

    private boolean isBelow(double[] bounds) {
        double present = value.applyAsDouble(kept);
        for (double bound : bounds) {
            if (present >= bound) {
                return false;
            }
        }
        return true;
    }
}
