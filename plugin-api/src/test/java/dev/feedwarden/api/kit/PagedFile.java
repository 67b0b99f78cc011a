package dev.feedwarden.api.kit;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.TreeSet;

/** A file's bytes twice: as a reader sees them, and as they would be after a crash. */
final class PagedFile {

    static final int PAGE = 4096;

    private final TreeSet<Integer> dirty = new TreeSet<>();
    private byte[] seen = new byte[0];
    private byte[] durable = new byte[0];
    private boolean named;

    /** Which page that was not synced survives a crash all the same. */
    @FunctionalInterface
    interface Survival {
        boolean survives(int page);
    }

    int size() {
        return seen.length;
    }

    int read(ByteBuffer into, long position) {
        if (position >= seen.length) {
            return -1;
        }
        int length = Math.min(into.remaining(), seen.length - (int) position);
        into.put(seen, (int) position, length);
        return length;
    }

    void write(ByteBuffer from, long position, int length) {
        if (length == 0) {
            return;
        }
        int start = Math.toIntExact(position);
        int end = Math.addExact(start, length);
        int first = Math.min(start, seen.length);
        if (end > seen.length) {
            seen = Arrays.copyOf(seen, end);
        }
        from.get(seen, start, length);
        for (int page = first / PAGE; page <= (end - 1) / PAGE; page++) {
            dirty.add(page);
        }
    }

    void truncate(long size) {
        if (size < seen.length) {
            seen = Arrays.copyOf(seen, Math.toIntExact(size));
            dirty.add(seen.length / PAGE);
        }
    }

    void sync() {
        byte[] kept = Arrays.copyOf(durable, seen.length);
        for (int page : dirty) {
            copyPage(page, kept);
        }
        durable = kept;
        dirty.clear();
        named = true;
    }

    /** A sync failed: its pages count as clean though they were never written. */
    void forget() {
        dirty.clear();
    }

    void nameIsDurable() {
        named = true;
    }

    /** Leaves what is durable; false if not even the name is. */
    boolean crash(Survival survival) {
        dirty.removeIf(page -> !survival.survives(page));
        if (!dirty.isEmpty()) {
            int end = Math.min(seen.length, (dirty.last() + 1) * PAGE);
            byte[] kept = Arrays.copyOf(durable, Math.max(durable.length, end));
            dirty.forEach(page -> copyPage(page, kept));
            durable = kept;
            named = true;
        }
        dirty.clear();
        seen = durable.clone();
        return named;
    }

    private void copyPage(int page, byte[] to) {
        int start = page * PAGE;
        int length = Math.min(PAGE, Math.min(seen.length, to.length) - start);
        if (length > 0) {
            System.arraycopy(seen, start, to, start, length);
        }
    }
}
