package dev.feedwarden.supervisor.status;

import dev.feedwarden.api.Reading;
import dev.feedwarden.rules.Level;
import dev.feedwarden.rules.Rule;
import dev.feedwarden.rules.RuleEngine;
import dev.feedwarden.rules.RuleState;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * When a fresh engine knows as much as the one of an earlier process did. Until then it may call green what it has only
 * just begun to watch, and an incident left open keeps its level. A measure over a window knows once the process is as old
 * as the window, any other once it has heard a reading.
 */
final class Recollection {

    private final Instant start;
    private final Set<Series> awaited = new HashSet<>();

    /** @param open what was left open */
    Recollection(RuleEngine engine, Incidents open, Instant start) {
        this.start = start;
        for (OpenIncident incident : open.all()) {
            @Nullable
            RuleState state =
                    engine.state(incident.trouble().rule(), incident.trouble().subject());
            if (state != null) {
                awaited.add(new Series(state.rule().metric(), state.subject()));
            }
        }
    }

    void heard(Reading reading) {
        if (!awaited.isEmpty()) {
            awaited.remove(new Series(reading.metric(), reading.subject()));
        }
    }

    boolean knows(RuleState state, Instant now) {
        @Nullable Instant knownAt = knownAt(state.rule());
        return knownAt == null
                ? !awaited.contains(new Series(state.rule().metric(), state.subject()))
                : !now.isBefore(knownAt);
    }

    /** When the rule's window has been watched; null where it has none. */
    @Nullable
    Instant knownAt(Rule rule) {
        @Nullable Duration window = rule.measure().window();
        return window == null ? null : start.plus(window);
    }

    /** The level of an open incident, if any, now that the engine says this. */
    Level level(@Nullable OpenIncident open, Level engine) {
        return open != null && open.resumed() ? open.level().worse(engine) : engine;
    }

    private record Series(String metric, String subject) {}
}
