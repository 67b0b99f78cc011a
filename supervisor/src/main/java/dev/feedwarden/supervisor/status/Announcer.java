package dev.feedwarden.supervisor.status;

import dev.feedwarden.rules.Level;
import dev.feedwarden.rules.Rule;
import dev.feedwarden.rules.Severity;
import dev.feedwarden.supervisor.alert.Announcement;
import dev.feedwarden.supervisor.alert.Announcement.Occasion;
import dev.feedwarden.supervisor.alert.Composer;
import dev.feedwarden.supervisor.history.Incident;
import dev.feedwarden.supervisor.history.Mail;
import dev.feedwarden.supervisor.recovery.Ladders;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Has a person told of an incident: the mails and the moment in its timeline go into the same draft. Nothing is written
 * twice: an escalation says what a level reached at the same time, or next, would say again.
 */
final class Announcer {

    private final Composer composer;
    private final Ladders ladders;
    private final SteadyClock clock;
    private final List<Telling> waiting = new ArrayList<>();

    Announcer(Composer composer, Ladders ladders, SteadyClock clock) {
        this.composer = composer;
        this.ladders = ladders;
        this.clock = clock;
    }

    /**
     * Plans to tell; {@link #compose} does it. While a cause holds the incident back, what is not its end is owed instead.
     *
     * @param time steady
     */
    void tell(Occasion occasion, OpenIncident incident, Rule rule, String value, Instant time) {
        if (occasion == Occasion.REACHED && incident.escalated()) {
            return;
        }
        if (occasion != Occasion.RESOLVED && incident.marks().heldBackBy() != null) {
            incident.owe(occasion);
            return;
        }
        if (occasion == Occasion.ESCALATED) {
            waiting.removeIf(telling -> telling.incident == incident && telling.occasion == Occasion.REACHED);
            incident.escalate();
        }
        waiting.add(new Telling(
                occasion,
                incident,
                incident.snapshot(),
                incident.level(),
                rule.severity(occasion == Occasion.ESCALATED ? Level.RED : incident.level()),
                rule.about(),
                value,
                occasion == Occasion.RESOLVED ? null : Wording.next(ladders.progress(incident.trouble()), clock::wall),
                clock.wall(time)));
    }

    /** Whether a person was told of the incident, or will be. */
    boolean tells(OpenIncident incident) {
        return incident.mailed() || waiting.stream().anyMatch(telling -> telling.incident == incident);
    }

    /** A cause is known: what was planned is owed instead. */
    void holdBack(OpenIncident incident) {
        for (Telling telling : List.copyOf(waiting)) {
            if (telling.incident == incident && telling.occasion != Occasion.RESOLVED) {
                incident.owe(telling.occasion);
                waiting.remove(telling);
            }
        }
    }

    /** Tells nobody what was planned about the incident. */
    void withdraw(OpenIncident incident) {
        waiting.removeIf(telling -> telling.incident == incident);
    }

    /** Writes the mails that were planned since the last draft. */
    void compose(Draft draft) {
        for (Telling telling : waiting) {
            List<Mail> mails = composer.compose(telling.announcement());
            if (!mails.isEmpty()) {
                telling.incident.told(telling.time, Wording.told(telling.occasion, mails));
                draft.incident(telling.incident);
                draft.mails(mails);
            }
        }
        waiting.clear();
    }

    /**
     * An announcement to come.
     *
     * @param then the incident as it stood when this was planned
     */
    private record Telling(
            Occasion occasion,
            OpenIncident incident,
            Incident then,
            Level level,
            Severity severity,
            String about,
            String value,
            @Nullable String next,
            Instant time) {

        /** A mail of the same draft may have begun the thread meanwhile. */
        Announcement announcement() {
            var snapshot = new Incident(
                    then.id(),
                    then.rule(),
                    then.subject(),
                    then.level(),
                    then.opened(),
                    then.closed(),
                    incident.mailed(),
                    then.timeline());
            return new Announcement(occasion, snapshot, level, severity, about, value, next, time);
        }
    }
}
