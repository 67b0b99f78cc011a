package dev.feedwarden.supervisor.alert;

import dev.feedwarden.supervisor.history.Acknowledgement;
import dev.feedwarden.supervisor.history.Attention;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The stage that holds back reminders and further people while somebody takes care of an incident. Pure. */
final class Acknowledged {

    private Acknowledged() {}

    /** When what is due is said: then, or when the acknowledgement lapses. */
    static Instant hold(Attention attention, Instant due) {
        @Nullable Acknowledgement acknowledged = attention.acknowledged();
        return acknowledged != null && acknowledged.until().isAfter(due) ? acknowledged.until() : due;
    }
}
