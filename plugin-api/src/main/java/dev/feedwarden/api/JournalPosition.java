package dev.feedwarden.api;

/**
 * How far the journal is.
 *
 * @param id the journal's id; with a sequence it names a tick for ever. Empty while there is no journal, as when only the
 *     configuration is checked
 * @param accepted the sequence of the last accepted tick; 0 if there was never one
 */
public record JournalPosition(String id, long accepted) {

    /** Where there is no journal. */
    public static final JournalPosition NONE = new JournalPosition("", 0);
}
