package dev.feedwarden.supervisor.status;

import dev.feedwarden.rules.Rule;
import dev.feedwarden.supervisor.alert.Announcement;
import dev.feedwarden.supervisor.alert.Announcement.Occasion;
import dev.feedwarden.supervisor.alert.Composer;
import dev.feedwarden.supervisor.history.Mail;
import dev.feedwarden.supervisor.recovery.Ladders;
import java.time.Instant;
import java.util.List;

/** Has a person told of an incident: the mails and the moment in its timeline go into the same draft. */
final class Announcer {

    private final Composer composer;
    private final Ladders ladders;
    private final SteadyClock clock;

    Announcer(Composer composer, Ladders ladders, SteadyClock clock) {
        this.composer = composer;
        this.ladders = ladders;
        this.clock = clock;
    }

    /** @param time steady */
    void tell(Occasion occasion, OpenIncident incident, Rule rule, String value, Instant time, Draft draft) {
        List<Mail> mails = composer.compose(new Announcement(
                occasion,
                incident.snapshot(),
                incident.level(),
                rule.about(),
                value,
                Wording.next(ladders.progress(incident.trouble()), clock::wall),
                clock.wall(time)));
        if (!mails.isEmpty()) {
            incident.told(clock.wall(time), Wording.told(occasion, mails));
            draft.incident(incident);
            draft.mails(mails);
        }
    }
}
