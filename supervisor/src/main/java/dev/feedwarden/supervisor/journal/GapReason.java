package dev.feedwarden.supervisor.journal;

import java.util.Locale;

/** Why a feed had no data, as far as its connections and the process know it. */
public enum GapReason {
    /** The feed is wanted for the first time and has brought nothing yet. */
    STARTING,
    CONNECTION_LOST,
    /** There was no connection, and attempts to make one failed. */
    REFUSED,
    /** The venue says so. */
    MAINTENANCE,
    /** Another session took the data away. */
    SESSION_CONFLICT,
    /** The feed or the whole process was ended in order. */
    STOPPED,
    /** The process was gone without having ended in order. */
    DOWN,
    /** The plugin says that data is missing: the venue's sequence jumped, or a message was lost. */
    REPORTED;

    /** As files, JSON and meters write it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
