package dev.feedwarden.supervisor.journal;

import java.util.Locale;

/** Why ticks are missing. */
enum Refusal {
    /** More ticks came than the journal's thread could write. */
    QUEUE_FULL,
    /** The disk or the journal has reached its limit. */
    DISK_FULL,
    /** Writing or syncing failed. */
    WRITE_FAILED,
    /** The texts of the tick are longer than a record can hold. */
    TOO_LONG,
    CLOSED,
    /** Accepted records were found damaged. */
    DAMAGED;

    /** As the gap log and the meters write it. */
    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
