package dev.feedwarden.supervisor.history;

import dev.feedwarden.api.Reading;
import java.time.Instant;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The readings that were kept: each of them for the recent past, and one a minute before that. Safe from any thread.
 *
 * <p>A minute that is kept as one gives one reading at its end: for an event metric how many happened in it, for any other
 * the last value in it. A minute gives what is kept of it once only, never both.
 */
public interface Samples {

    /**
     * Gives the kept readings of some metrics, of all subjects, in the order of their times. Blocks while it reads from
     * disk, so it is not for an event loop. A reading that came in the last second may be missing.
     *
     * @param from the first moment
     * @param to the first moment after
     * @param metrics the names of the metrics; others are passed over
     * @param into called for each reading on the calling thread; what it throws ends the reading and is thrown on
     * @throws HistoryException if the store cannot be read
     */
    void readings(Instant from, Instant to, Set<String> metrics, Consumer<Reading> into);
}
