package dev.feedwarden.supervisor.journal;

import dev.feedwarden.api.Disk;
import dev.feedwarden.api.sink.Batch;
import dev.feedwarden.api.tick.Tick;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Reads accepted records in order, across segments. A damaged record is stepped over and reported, never returned.
 * Belongs to one thread at a time; blocks.
 */
final class SegmentReader implements Closeable {

    /** So many records are looked at in one call at most, however few of them are wanted. */
    private static final int MOST_LOOKED_AT = 20_000;

    private final Disk disk;
    private final SegmentLog log;
    private final Damage damage;
    private long after;
    private @Nullable Segment segment;
    private Disk.@Nullable File file;
    private @Nullable FrameScanner scanner;

    /** @param after the sequence after which to begin */
    SegmentReader(Disk disk, SegmentLog log, long after, Damage damage) {
        this.disk = disk;
        this.log = log;
        this.after = after;
        this.damage = damage;
    }

    /** Who is told of records that cannot be read any more. */
    interface Damage {
        void found(long first, long last);
    }

    /**
     * What was read.
     *
     * @param rows the wanted ones
     * @param upTo the last sequence that was looked at
     */
    record Slice(List<Batch.Row> rows, long upTo) {}

    /** Reads up to {@code most} records whose feed is wanted; fewer if there are no more. */
    Slice read(int most, Predicate<String> feeds) throws IOException {
        List<Batch.Row> rows = new ArrayList<>();
        int looked = 0;
        while (looked < MOST_LOOKED_AT && rows.size() < most && after < log.accepted()) {
            if ((segment == null || after >= segment.extent().last()) && !openNext()) {
                break;
            }
            Tick tick = next();
            if (tick != null) {
                looked++;
                if (feeds.test(tick.feed())) {
                    rows.add(new Batch.Row(after, tick));
                }
            }
        }
        return new Slice(rows, after);
    }

    @Override
    public void close() throws IOException {
        segment = null;
        scanner = null;
        if (file != null) {
            Disk.File closing = file;
            file = null;
            closing.close();
        }
    }

    private @Nullable Tick next() throws IOException {
        FrameScanner in = scanner;
        Segment of = segment;
        if (in == null || of == null) {
            return null;
        }
        Segment.Extent extent = of.extent();
        switch (in.next(extent.end())) {
            case RECORD -> {
                long sequence = in.sequence();
                if (sequence <= after) {
                    return null;
                }
                lost(sequence - 1);
                after = sequence;
                return in.tick();
            }
            case DAMAGE -> {
                if (!in.stepOver(extent.end())) {
                    lost(extent.last());
                    in.seek(extent.end());
                }
            }
            case END -> lost(extent.last());
        }
        return null;
    }

    private void lost(long upTo) {
        if (upTo > after) {
            damage.found(after + 1, upTo);
            after = upTo;
        }
    }

    private boolean openNext() throws IOException {
        for (Segment candidate : log.segments()) {
            if (candidate.extent().last() > after) {
                close();
                file = disk.open(candidate.path());
                scanner = new FrameScanner(file, SegmentHeader.BYTES);
                segment = candidate;
                return true;
            }
        }
        return false;
    }
}
