package dev.feedwarden.rules;

import dev.feedwarden.rules.Seats.Source;
import dev.feedwarden.rules.measure.Measurement;
import java.util.Arrays;
import java.util.Comparator;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * Readings of times to come, the earliest first. Those that come in the order of their times, as nearly all do, stand in a
 * row without an object of their own; the others in a heap beside it. Costs 24 bytes for each in the row, in arrays that
 * double and do not shrink.
 */
final class Waiting {

    private static final int FIRST = 16;

    private final PriorityQueue<Late> late = new PriorityQueue<>(Comparator.comparingLong(Late::time));
    private long firstLate = Measurement.NEVER;
    private long[] times = new long[FIRST];
    private double[] values = new double[FIRST];
    private @Nullable Source[] sources = new Source[FIRST];
    private int head;
    private int size;

    int size() {
        return size + late.size();
    }

    /** The earliest time; {@link Measurement#NEVER} for none. */
    long first() {
        return size == 0 ? firstLate : Math.min(times[head], firstLate);
    }

    void add(long time, double value, Source source) {
        if (size > 0 && time < times[slot(size - 1)]) {
            late.add(new Late(time, value, source));
            firstLate = Math.min(firstLate, time);
            return;
        }
        if (size == times.length) {
            grow();
        }
        int slot = slot(size++);
        times[slot] = time;
        values[slot] = value;
        sources[slot] = source;
    }

    /** Hands the first reading out. There must be one. */
    void handOut(Taker taker) {
        if (!late.isEmpty() && firstLate <= first()) {
            Late other = late.remove();
            firstLate = late.isEmpty() ? Measurement.NEVER : late.element().time;
            taker.take(other.source, other.time, other.value);
            return;
        }
        Source source = sources[head];
        if (size == 0 || source == null) {
            throw new IllegalStateException("no reading waits");
        }
        long time = times[head];
        double value = values[head];
        sources[head] = null;
        head = slot(1);
        size--;
        taker.take(source, time, value);
    }

    private int slot(int index) {
        return (head + index) & (times.length - 1);
    }

    private void grow() {
        int capacity = times.length;
        times = Arrays.copyOf(times, 2 * capacity);
        values = Arrays.copyOf(values, 2 * capacity);
        sources = Arrays.copyOf(sources, 2 * capacity);
        // What had wrapped round to the front now follows the old end.
        System.arraycopy(times, 0, times, capacity, head);
        System.arraycopy(values, 0, values, capacity, head);
        System.arraycopy(sources, 0, sources, capacity, head);
    }

    /** Takes a reading whose time has come. */
    interface Taker {

        void take(Source source, long time, double value);
    }

    /** A reading that came after one of a later time. */
    private record Late(long time, double value, Source source) {}
}
