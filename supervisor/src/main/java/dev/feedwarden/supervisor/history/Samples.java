package dev.feedwarden.supervisor.history;

import dev.feedwarden.api.Reading;
import java.time.Instant;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The readings that were kept: each of them for the recent past, and what was made of each minute before that. Safe from
 * any thread.
 *
 * <p>A minute of an event metric gives one reading with how many happened, at the time of the last of them; a minute of a
 * counter its last reading; a minute of a gauge its least, its greatest and its last, which is one where they are equal. So
 * counts, ages, last values, least and greatest are those of all readings, to the minute; means and percentiles of a gauge
 * that was read more than once a minute are estimates.
 */
public interface Samples {

    /**
     * Gives the kept readings of some metrics, of all subjects, in the order of their times. Blocks while it reads from
     * disk, so it is not for an event loop. Readings of the last second or two may be missing.
     *
     * @param from the first moment
     * @param to the first moment after
     * @param metrics the names of the metrics; others are passed over
     * @param into called for each reading on the calling thread; what it throws ends the reading and is thrown on
     * @throws HistoryException if the store cannot be read
     */
    void readings(Instant from, Instant to, Set<String> metrics, Consumer<Reading> into);
}
