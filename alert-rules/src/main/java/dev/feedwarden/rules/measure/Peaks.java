package dev.feedwarden.rules.measure;

/**
 * The greatest reading in {@code (t - width, t]}. Keeps those that are the greatest of all that came at their time or later:
 * few, unless readings fall all the way.
 *
 * <p>Exact while at most {@value #EXACT} are kept. Beyond that, those of the same {@code width} / {@value #SLICES} become
 * one, so that a peak is forgotten at most that much too late. Costs 16 bytes for each that is kept: 128 bytes at first, at
 * most 128 KiB.
 */
final class Peaks implements Kept {

    static final int EXACT = 4096;
    static final int SLICES = 256;

    private static final int VALUE = 0;

    private final long width;
    private final Ring ring = new Ring(1);
    private long forgotten = Long.MIN_VALUE;

    Peaks(long width) {
        this.width = width;
    }

    @Override
    public void add(long time, double value) {
        if (time <= forgotten) {
            return;
        }
        int place = ring.place(time);
        boolean outdoneLater = place < ring.size() && ring.number(VALUE, place) >= value;
        boolean outdoneNow = place > 0 && ring.time(place - 1) == time && ring.number(VALUE, place - 1) >= value;
        if (outdoneLater || outdoneNow) {
            return;
        }
        int first = place;
        while (first > 0 && ring.number(VALUE, first - 1) <= value) {
            first--;
        }
        ring.remove(first, place);
        ring.insert(first, time);
        ring.number(VALUE, first, value);
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

    /** NaN for an empty window. */
    double greatest() {
        return ring.size() == 0 ? Double.NaN : ring.number(VALUE, 0);
    }

    /** Of a slice, the first is the greatest and the last the newest. */
    private void coarsen() {
        long step = Math.max(1, width / SLICES);
        int kept = 0;
        for (int i = 1; i < ring.size(); i++) {
            if (Math.floorDiv(ring.time(i), step) == Math.floorDiv(ring.time(kept), step)) {
                ring.time(kept, ring.time(i));
            } else {
                kept++;
                ring.move(i, kept);
            }
        }
        ring.remove(kept + 1, ring.size());
    }
}
