package dev.feedwarden.supervisor.journal;

import java.time.Instant;

/** Takes down when a feed had no data. Safe from any thread; never blocks on the disk. Feeds that nobody watches are ignored. */
public interface GapRecorder {

    /** In place of a connection's number: the whole feed. */
    int WHOLE = -1;

    /**
     * Data is missing from then on. Nothing happens if it was known already.
     *
     * @param connection which of the feed's connections, from 0, or {@link #WHOLE}
     */
    void opened(String feed, int connection, Instant from, GapReason reason);

    /** Data flows again. Nothing happens if it was not missing. */
    void closed(String feed, int connection, Instant to);

    /** Something is missing between these moments; how much is not known. */
    void reported(String feed, Instant from, Instant to);
}
