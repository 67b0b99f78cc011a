package dev.feedwarden.supervisor.journal;

import java.util.Map;

/**
 * The journal as {@code /api/status} shows it.
 *
 * @param id the journal's id
 * @param accepted ticks covered by a completed sync since the journal was created, across restarts
 * @param refused ticks that could not be taken since the start of the process
 * @param stored for each sink, how many accepted ticks its cursor has passed
 * @param backlog how many accepted ticks the slowest sink has before it
 */
public record JournalStatus(String id, long accepted, long refused, Map<String, Long> stored, long backlog) {

    public JournalStatus {
        stored = Map.copyOf(stored);
    }
}
