package dev.feedwarden.supervisor.recovery;

import dev.feedwarden.rules.Ladder.Budget;
import dev.feedwarden.rules.Ladder.Limits;
import dev.feedwarden.supervisor.history.LadderState.Acted;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * One limit on what a ladder is about to do. The window is closed at both ends: an action at the very edge counts.
 *
 * @param name for a person: {@code budget ib-login}
 * @param acted what counts, oldest first
 */
record Quota(String name, Limits limits, List<Acted> acted) {

    /** A budget that is shared. */
    static Quota of(Budget budget, List<Acted> acted) {
        return new Quota("budget " + budget.id(), new Limits(budget.actions(), budget.per(), Duration.ZERO), acted);
    }

    /** From when on the cooldown allows an action. */
    Instant cooled() {
        if (acted.isEmpty()) {
            return Instant.MIN;
        }
        Acted last = acted.get(acted.size() - 1);
        double longer = limits.cooldown().toNanos() * limits.jitter() * last.spread();
        return last.time().plus(limits.cooldown()).plusNanos((long) longer);
    }

    /** From when on the number allows an action; {@link Instant#MAX} for never. */
    Instant affordable() {
        if (limits.actions() < 1) {
            return Instant.MAX;
        }
        if (acted.size() < limits.actions()) {
            return Instant.MIN;
        }
        return acted.get(acted.size() - limits.actions())
                .time()
                .plus(limits.per())
                .plusNanos(1);
    }

    /** How long an action can matter to these limits. */
    static Duration memory(Limits limits) {
        Duration cooldown =
                limits.cooldown().plusNanos((long) (limits.cooldown().toNanos() * limits.jitter()));
        return limits.per().compareTo(cooldown) >= 0 ? limits.per() : cooldown;
    }
}
