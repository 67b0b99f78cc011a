package dev.feedwarden.rules.measure;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * A summary of the readings in {@code (t - width, t]}.
 *
 * <p>Exact while the window holds at most {@value #EXACT} readings. From then on, until it is empty, readings of the same
 * {@code width} / {@value #SLICES} are one slice, which leaves with its newest reading: nothing is forgotten too soon, and
 * at most what lies in {@code width} / {@value #SLICES} is forgotten that much too late.
 *
 * <p>Costs 16 bytes a reading, 128 bytes at first and at most 128 KiB, and one summary; in slices {@value #SLICES} further
 * summaries. The summary is built anew as often as the window has been emptied once over and when it
 * is worn, so rounding does not add up.
 */
final class Sliding<S extends Summary<S>> implements Kept {

    static final int EXACT = 4096;
    static final int SLICES = 64;

    private static final int VALUE = 0;

    private final long width;
    private final Supplier<S> exact;
    private final Supplier<S> coarse;
    private final Ring ring = new Ring(1);
    private final TreeMap<Long, Slice<S>> slices = new TreeMap<>();
    private S all;
    private long forgotten = Long.MIN_VALUE;
    private int removed;

    /**
     * @param exact makes a summary of readings that are all kept
     * @param coarse makes one for slices
     */
    Sliding(long width, Supplier<S> exact, Supplier<S> coarse) {
        this.width = width;
        this.exact = exact;
        this.coarse = coarse;
        all = exact.get();
    }

    @Override
    public void add(long time, double value) {
        if (time <= forgotten) {
            return;
        }
        all.add(time, value);
        if (!slices.isEmpty()) {
            slice(time, value);
            return;
        }
        int place = ring.place(time);
        ring.insert(place, time);
        ring.number(VALUE, place, value);
        if (ring.size() > EXACT) {
            coarsen();
        }
    }

    @Override
    public void forget(long now) {
        forgotten = now - width;
        while (ring.size() > 0 && ring.time(0) <= forgotten) {
            all.remove(ring.time(0), ring.number(VALUE, 0));
            ring.removeFirst();
            removed++;
        }
        while (!slices.isEmpty() && slices.firstEntry().getValue().newest <= forgotten) {
            all.removeAll(slices.pollFirstEntry().getValue().summary);
            removed++;
        }
        if (removed > 0 && (all.worn() || removed >= ring.size() + slices.size())) {
            rebuild();
        }
    }

    @Override
    public long expiry() {
        if (!slices.isEmpty()) {
            return slices.firstEntry().getValue().newest + width;
        }
        return ring.size() == 0 ? Measurement.NEVER : ring.time(0) + width;
    }

    S summary() {
        return all;
    }

    /** Whether the readings are of more than one instant, as far as is known. */
    boolean spreads() {
        return !slices.isEmpty() || (ring.size() > 0 && ring.time(0) < ring.time(ring.size() - 1));
    }

    private void slice(long time, double value) {
        Slice<S> slice = slices.computeIfAbsent(
                Math.floorDiv(time, Math.max(1, width / SLICES)), index -> new Slice<>(coarse.get()));
        slice.newest = Math.max(slice.newest, time);
        slice.summary.add(time, value);
    }

    private void coarsen() {
        for (int i = 0; i < ring.size(); i++) {
            slice(ring.time(i), ring.number(VALUE, i));
        }
        ring.remove(0, ring.size());
        rebuild();
    }

    private void rebuild() {
        removed = 0;
        all = slices.isEmpty() ? exact.get() : coarse.get();
        for (int i = 0; i < ring.size(); i++) {
            all.add(ring.time(i), ring.number(VALUE, i));
        }
        for (Map.Entry<Long, Slice<S>> slice : slices.entrySet()) {
            all.addAll(slice.getValue().summary);
        }
    }

    private static final class Slice<S> {

        private final S summary;
        private long newest = Long.MIN_VALUE;

        Slice(S summary) {
            this.summary = summary;
        }
    }
}
