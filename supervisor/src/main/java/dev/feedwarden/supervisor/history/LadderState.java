package dev.feedwarden.supervisor.history;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How far a ladder has been climbed for one rule and subject. Kept while the trouble lasts and while its budget remembers
 * an action.
 *
 * @param rung how many steps have been taken, 0 at the bottom
 * @param evidence the last healthy evidence, from which the steps count
 * @param acted when each remembered action began, oldest first; at most the budget's number
 * @param running the action that has begun and not ended; null for none
 * @param healthySince since when the subject is well again; null while it is not
 */
public record LadderState(
        String rule,
        String subject,
        String ladder,
        int rung,
        Instant evidence,
        List<Instant> acted,
        @Nullable String running,
        @Nullable Instant healthySince) {

    public LadderState {
        acted = List.copyOf(acted);
    }
}
