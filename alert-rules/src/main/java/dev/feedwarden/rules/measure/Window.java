package dev.feedwarden.rules.measure;

import java.util.Arrays;

/**
 * The readings in {@code (t - width, t]}: how many, and their sum.
 *
 * <p>Exact while the window holds at most {@value #EXACT} different times. From then on, until it is empty, times that fall
 * into the same {@code width} / {@value #BUCKETS} are one bucket, which leaves the window with its newest reading: nothing
 * is forgotten too soon, and at most what happened in {@code width} / {@value #BUCKETS} is forgotten that much too late.
 *
 * <p>Costs 20 bytes for each time or bucket, in arrays that double and do not shrink: 160 bytes at first, at most 80 KiB.
 * The sum is compensated and built anew as often as the window has been emptied once over, so rounding does not add up.
 */
final class Window implements Kept {

    static final int EXACT = 4096;
    static final int BUCKETS = 256;

    private static final int FIRST = 8;
    /** Whole numbers below it are added without rounding. */
    private static final double WHOLE = 1L << 52;

    private final long width;
    private long step = 1;
    private long[] times = new long[FIRST];
    private double[] sums = new double[FIRST];
    private int[] counts = new int[FIRST];
    private int head;
    private int size;
    private long forgotten = Long.MIN_VALUE;
    private int removed;
    private double sum;
    private double lost;
    private long count;
    private boolean negative;
    /** Whether everything since the window was empty is whole and small, so that no sum is rounded. */
    private boolean whole = true;

    /**
     * @param width in nanoseconds
     */
    Window(long width) {
        this.width = width;
    }

    @Override
    public void add(long time, double value) {
        if (time <= forgotten) {
            return;
        }
        negative |= value < 0;
        whole &= value == Math.rint(value) && Math.abs(value) + Math.abs(sum) < WHOLE;
        int before = size;
        while (before > 0 && bucket(times[slot(before - 1)]) > bucket(time)) {
            before--;
        }
        if (before > 0 && bucket(times[slot(before - 1)]) == bucket(time)) {
            merge(slot(before - 1), time, value, 1);
        } else {
            insert(before, time, value);
        }
        sum(value);
        count++;
        if (size > EXACT) {
            coarsen();
        }
    }

    @Override
    public void forget(long now) {
        forgotten = now - width;
        while (size > 0 && times[head] <= forgotten) {
            sum(-sums[head]);
            count -= counts[head];
            head = slot(1);
            size--;
            removed++;
        }
        if (removed > 0 && removed >= size) {
            rebuild();
        }
    }

    @Override
    public long expiry() {
        return size == 0 ? Measurement.NEVER : times[head] + width;
    }

    double sum() {
        return sum + lost;
    }

    long count() {
        return count;
    }

    /** Whether the sum can only become less when something leaves: nothing negative has come since it was empty. */
    boolean falls() {
        return !negative;
    }

    private long bucket(long time) {
        return step == 1 ? time : Math.floorDiv(time, step);
    }

    private int slot(int index) {
        return (head + index) & (times.length - 1);
    }

    private void merge(int slot, long time, double value, int readings) {
        times[slot] = Math.max(times[slot], time);
        sums[slot] += value;
        counts[slot] += readings;
    }

    private void insert(int index, long time, double value) {
        if (size == times.length) {
            grow();
        }
        for (int i = size; i > index; i--) {
            move(slot(i - 1), slot(i));
        }
        times[slot(index)] = time;
        sums[slot(index)] = value;
        counts[slot(index)] = 1;
        size++;
    }

    private void move(int from, int to) {
        times[to] = times[from];
        sums[to] = sums[from];
        counts[to] = counts[from];
    }

    private void grow() {
        int capacity = times.length;
        long[] newTimes = Arrays.copyOf(times, 2 * capacity);
        double[] newSums = Arrays.copyOf(sums, 2 * capacity);
        int[] newCounts = Arrays.copyOf(counts, 2 * capacity);
        // What had wrapped round to the front now follows the old end.
        System.arraycopy(times, 0, newTimes, capacity, head);
        System.arraycopy(sums, 0, newSums, capacity, head);
        System.arraycopy(counts, 0, newCounts, capacity, head);
        times = newTimes;
        sums = newSums;
        counts = newCounts;
    }

    private void coarsen() {
        step = Math.max(1, width / BUCKETS);
        int kept = 0;
        for (int i = 1; i < size; i++) {
            int from = slot(i);
            if (bucket(times[from]) == bucket(times[slot(kept)])) {
                merge(slot(kept), times[from], sums[from], counts[from]);
            } else {
                kept++;
                move(from, slot(kept));
            }
        }
        size = kept + 1;
    }

    private void rebuild() {
        sum = 0;
        lost = 0;
        removed = 0;
        for (int i = 0; i < size; i++) {
            sum(sums[slot(i)]);
        }
        if (size == 0) {
            step = 1;
            negative = false;
            whole = true;
        }
    }

    /** Adds, and keeps what the addition lost to rounding (Neumaier). */
    private void sum(double value) {
        if (whole) {
            sum += value;
            return;
        }
        double next = sum + value;
        lost += Math.abs(sum) >= Math.abs(value) ? sum - next + value : value - next + sum;
        sum = next;
    }
}
