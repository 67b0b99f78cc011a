package dev.feedwarden.supervisor.history;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How far a ladder has been climbed for one rule and subject. Kept while the trouble lasts and while a budget remembers
 * an action. What people did by hand is kept in the same form, with {@link #BY_HAND} for rule and ladder.
 *
 * @param rung how many steps have been taken, 0 at the bottom
 * @param round how often it has begun again at the bottom since a person was called for
 * @param evidence the last healthy evidence, from which the steps count
 * @param acted the actions that limits and budgets remember, oldest first
 * @param running the action that has begun and not ended; null for none
 * @param healthySince since when the subject is well again; null while it is not
 * @param topSince since when it rests at the top; null below
 */
public record LadderState(
        String rule,
        String subject,
        String ladder,
        int rung,
        int round,
        Instant evidence,
        List<Acted> acted,
        @Nullable String running,
        @Nullable Instant healthySince,
        @Nullable Instant topSince) {

    /** What stands for the rule and the ladder of what people do. No rule can have this name. */
    public static final String BY_HAND = "(by hand)";

    public LadderState {
        acted = List.copyOf(acted);
    }

    /**
     * An action that has begun.
     *
     * @param rung the step's number from 1; 0 if a person did it
     * @param ladders the ladders whose limits it counts to
     * @param budgets the names of the shared budgets it counts to
     * @param spread by how much of their jitter the cooldowns after it are longer, from 0 to 1
     */
    public record Acted(
            Instant time, int rung, String action, Set<String> ladders, Set<String> budgets, double spread) {

        public Acted {
            ladders = Set.copyOf(ladders);
            budgets = Set.copyOf(budgets);
        }

        /** The same at another time. */
        public Acted at(Instant other) {
            return new Acted(other, rung, action, ladders, budgets, spread);
        }
    }
}
