package dev.feedwarden.supervisor.status;

import dev.feedwarden.rules.Level;
import dev.feedwarden.rules.Rule;
import dev.feedwarden.rules.RuleState;
import dev.feedwarden.supervisor.alert.Routing;
import dev.feedwarden.supervisor.alert.Routing.Nudge;
import dev.feedwarden.supervisor.recovery.Trouble;
import java.time.Instant;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The stage that has people told again: those who know of an incident that lasts, and further ones while nobody takes care
 * of it. {@link Routing} says when; an acknowledgement holds both back.
 */
final class Reminders {

    private final Incidents incidents;
    private final Routing routing;
    private final Announcer announcer;
    private final Function<Trouble, @Nullable RuleState> states;
    private final SteadyClock clock;
    private @Nullable Instant next;

    Reminders(
            Incidents incidents,
            Routing routing,
            Announcer announcer,
            Function<Trouble, @Nullable RuleState> states,
            SteadyClock clock) {
        this.incidents = incidents;
        this.routing = routing;
        this.announcer = announcer;
        this.states = states;
        this.clock = clock;
    }

    /**
     * Plans what is due.
     *
     * @param now steady
     */
    void remind(Instant now) {
        next = null;
        if (!routing.nudges()) {
            return;
        }
        for (OpenIncident incident : incidents.all()) {
            @Nullable RuleState state = states.apply(incident.trouble());
            if (incident.isOpen() && incident.mailed() && !incident.resumed() && state != null) {
                remind(incident, state, now);
            }
        }
    }

    /** When the next is due, steady; null for never. */
    @Nullable
    Instant next() {
        return next;
    }

    private void remind(OpenIncident incident, RuleState state, Instant now) {
        Rule rule = state.rule();
        Level level = incident.escalated() ? Level.RED : incident.level();
        @Nullable Nudge nudge = routing.nudge(incident.snapshot(), rule.severity(level));
        if (nudge == null) {
            return;
        }
        Instant due = clock.ahead(nudge.time());
        if (due.isAfter(now)) {
            next = next == null || due.isBefore(next) ? due : next;
        } else if (!announcer.isTelling(incident)) {
            String value = Wording.value(rule.dimension(), state.value(), state.marks());
            announcer.tell(nudge.occasion(), incident, rule, value, now);
        }
    }
}
