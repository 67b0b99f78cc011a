package dev.feedwarden.supervisor.recovery;

import dev.feedwarden.rules.Ladder;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * When a ladder may act again on a subject. The window is closed at both ends: an action at the very edge counts.
 *
 * @param limits the ladder's
 * @param acted when its remembered actions on the subject began, oldest first
 */
record Pace(Ladder.Limits limits, List<Instant> acted) {

    /** From when on the cooldown allows an action. */
    Instant cooled() {
        return acted.isEmpty() ? Instant.MIN : acted.get(acted.size() - 1).plus(limits.cooldown());
    }

    /** From when on the budget allows an action; {@link Instant#MAX} for never. */
    Instant affordable() {
        if (limits.actions() < 1) {
            return Instant.MAX;
        }
        if (acted.size() < limits.actions()) {
            return Instant.MIN;
        }
        return acted.get(acted.size() - limits.actions()).plus(limits.per()).plusNanos(1);
    }

    /** How long an action can matter. */
    static Duration memory(Ladder.Limits limits) {
        return limits.per().compareTo(limits.cooldown()) >= 0 ? limits.per() : limits.cooldown();
    }
}
