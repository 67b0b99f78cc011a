package dev.feedwarden.rules.measure;

/**
 * By how much a counter rose over its readings in {@code (t - width, t]}. A drop means that it started again from zero, so
 * what it says after the drop counts in full. Nothing before the first reading in the window counts. Of several readings
 * of one instant the greatest counts, so that their order is of no matter.
 *
 * <p>Exact while the window holds at most {@value #EXACT} different times. Beyond that only the newest of each {@code width}
 * / {@value #SLICES} is kept: drops between are remembered, and at most what happened in {@code width} / {@value #SLICES} is
 * forgotten too soon. Costs 24 bytes for each that is kept: 192 bytes at first, at most 192 KiB.
 */
final class Rises implements Kept {

    static final int EXACT = 4096;
    static final int SLICES = 256;

    private static final int VALUE = 0;
    /** What the counter had reached before each of its drops up to here, in sum. */
    private static final int BEFORE = 1;

    private final long width;
    private final Ring ring = new Ring(2);
    private long forgotten = Long.MIN_VALUE;

    Rises(long width) {
        this.width = width;
    }

    @Override
    public void add(long time, double value) {
        if (time <= forgotten) {
            return;
        }
        int place = ring.place(time);
        if (place > 0 && ring.time(place - 1) == time) {
            raise(place - 1, value);
            return;
        }
        int size = ring.size();
        double reached = place > 0 ? ring.number(VALUE, place - 1) : value;
        double before = place > 0 ? ring.number(BEFORE, place - 1) : 0;
        if (place > 0) {
            before += dropped(reached, value);
        } else if (size > 0) {
            before = ring.number(BEFORE, 0) - dropped(value, ring.number(VALUE, 0));
        }
        if (place > 0 && place < size) {
            double next = ring.number(VALUE, place);
            shift(place, dropped(reached, value) + dropped(value, next) - dropped(reached, next));
        }
        ring.insert(place, time);
        ring.number(VALUE, place, value);
        ring.number(BEFORE, place, before);
        if (ring.size() > EXACT) {
            coarsen();
        }
    }

    @Override
    public void forget(long now) {
        forgotten = now - width;
        while (ring.size() > 0 && ring.time(0) <= forgotten) {
            ring.removeFirst();
        }
    }

    @Override
    public long expiry() {
        return ring.size() == 0 ? Measurement.NEVER : ring.time(0) + width;
    }

    /** NaN while the window holds fewer than two readings, as nothing can be compared. */
    double total() {
        int newest = ring.size() - 1;
        if (newest < 1) {
            return Double.NaN;
        }
        double restarts = ring.number(BEFORE, newest) - ring.number(BEFORE, 0);
        return ring.number(VALUE, newest) - ring.number(VALUE, 0) + restarts;
    }

    /** Takes a further reading of the same instant. */
    private void raise(int index, double value) {
        double old = ring.number(VALUE, index);
        if (value <= old) {
            return;
        }
        if (index > 0) {
            double reached = ring.number(VALUE, index - 1);
            shift(index, dropped(reached, value) - dropped(reached, old));
        }
        if (index + 1 < ring.size()) {
            double next = ring.number(VALUE, index + 1);
            shift(index + 1, dropped(value, next) - dropped(old, next));
        }
        ring.number(VALUE, index, value);
    }

    private void shift(int from, double by) {
        for (int i = from; by != 0 && i < ring.size(); i++) {
            ring.number(BEFORE, i, ring.number(BEFORE, i) + by);
        }
    }

    /** What was reached before a drop; zero where there is none. */
    private static double dropped(double reached, double next) {
        return next < reached ? reached : 0;
    }

    private void coarsen() {
        long step = Math.max(1, width / SLICES);
        int kept = 0;
        for (int i = 1; i < ring.size(); i++) {
            if (Math.floorDiv(ring.time(i), step) != Math.floorDiv(ring.time(kept), step)) {
                kept++;
            }
            ring.move(i, kept);
        }
        ring.remove(kept + 1, ring.size());
    }
}
