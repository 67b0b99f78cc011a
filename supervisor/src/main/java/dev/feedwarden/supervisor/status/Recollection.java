package dev.feedwarden.supervisor.status;

import dev.feedwarden.api.Reading;
import dev.feedwarden.rules.Level;
import dev.feedwarden.rules.RuleState;
import dev.feedwarden.supervisor.recovery.Trouble;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.BiPredicate;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * When a fresh engine knows as much as the one of an earlier process did. Until then it may call green what it has only
 * just begun to watch, and an incident left open keeps its level. A measure over a window knows once the subject has been
 * watched for as long as the window, by this process or, where readings were kept, by an earlier one; any other knows once
 * it has heard a reading, a kept one included.
 *
 * <p>An incident is written down before the readings that caused it are kept. Where the engine says otherwise than an incident
 * that moved after the newest kept reading of its series, that reading may have gone with the process: then a measure over a
 * window knows once it has left the window, and any other at the next reading.
 */
final class Recollection {

    private final Function<String, @Nullable Instant> since;
    private final Set<Series> awaited = new HashSet<>();
    private final Map<Trouble, Instant> bereft = new HashMap<>();

    /**
     * Begins.
     *
     * @param open what was left open
     * @param since since when a subject is judged
     * @param heard whether the engine has been given a kept reading of a metric and subject
     * @param kept the time of the newest kept reading of a metric and subject; null for none
     */
    Recollection(
            LiveEngine engine,
            Incidents open,
            Function<String, @Nullable Instant> since,
            BiPredicate<String, String> heard,
            BiFunction<String, String, @Nullable Instant> kept) {
        this.since = since;
        for (OpenIncident incident : open.all()) {
            @Nullable
            RuleState state =
                    engine.state(incident.trouble().rule(), incident.trouble().subject());
            if (state == null) {
                continue;
            }
            String metric = state.rule().metric();
            @Nullable Instant newest = kept.apply(metric, state.subject());
            Instant moved = incident.moved();
            boolean lost = state.level() != incident.level() && (newest == null || newest.isBefore(moved));
            if (lost) {
                bereft.put(incident.trouble(), moved);
            }
            if (lost || !heard.test(metric, state.subject())) {
                awaited.add(new Series(metric, state.subject()));
            }
        }
    }

    void heard(Reading reading) {
        if (!awaited.isEmpty()) {
            awaited.remove(new Series(reading.metric(), reading.subject()));
        }
    }

    boolean knows(RuleState state, Instant now) {
        @Nullable Instant knownAt = knownAt(state);
        return knownAt == null
                ? !awaited.contains(new Series(state.rule().metric(), state.subject()))
                : !now.isBefore(knownAt);
    }

    /** When the rule's window has been watched; null where it has none. */
    @Nullable
    Instant knownAt(RuleState state) {
        @Nullable Duration window = state.rule().measure().window();
        @Nullable Instant begin = since.apply(state.subject());
        if (window == null || begin == null) {
            return null;
        }
        @Nullable Instant moved = bereft.get(new Trouble(state.rule().id(), state.subject()));
        return (moved == null || moved.isBefore(begin) ? begin : moved).plus(window);
    }

    /** The level of an open incident, if any, now that the engine says this. */
    Level level(@Nullable OpenIncident open, Level engine) {
        return open != null && open.resumed() ? open.level().worse(engine) : engine;
    }

    private record Series(String metric, String subject) {}
}
