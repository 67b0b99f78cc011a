package dev.feedwarden.supervisor.journal;

import java.nio.file.Path;
import java.time.Duration;

/**
 * How a journal is kept.
 *
 * @param folder where its files are; the journal's alone
 * @param sync how long a tick waits for the sync that accepts it, at most, unless the disk is slower
 * @param segmentBytes when a new segment is begun; at least 2 MiB
 * @param mostBytes how large all segments together may grow before the journal takes nothing more
 * @param reserveBytes what must stay free on the disk; below it the journal takes nothing more
 * @param queue how many ticks may wait for the journal's thread
 */
public record JournalOptions(
        Path folder, Duration sync, long segmentBytes, long mostBytes, long reserveBytes, int queue) {

    /** How long a tick waits for its sync unless something else is said. */
    public static final Duration USUAL_SYNC = Duration.ofMillis(100);

    /** How long it waits where little may be lost when the power fails. */
    public static final Duration STRICT_SYNC = Duration.ofMillis(10);

    private static final long LEAST_SEGMENT = 2L << 20;

    public JournalOptions {
        if (sync.isNegative() || sync.isZero()) {
            throw new IllegalArgumentException("sync: expected more than zero, found " + sync);
        }
        if (segmentBytes < LEAST_SEGMENT || mostBytes < segmentBytes) {
            throw new IllegalArgumentException("segmentBytes: expected " + LEAST_SEGMENT + " to mostBytes (" + mostBytes
                    + "), found " + segmentBytes);
        }
        if (reserveBytes < 0 || queue < 1) {
            throw new IllegalArgumentException(
                    "expected reserveBytes >= 0 and queue >= 1, found " + reserveBytes + " and " + queue);
        }
    }

    /** Sync every 100 ms, segments of 16 MiB, 8 GB in all, 256 MB left free, 65,536 ticks waiting. */
    public static JournalOptions in(Path folder) {
        return new JournalOptions(folder, USUAL_SYNC, 16L << 20, 8_000_000_000L, 256_000_000L, 65_536);
    }
}
