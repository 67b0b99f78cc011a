package dev.feedwarden.supervisor.status;

import dev.feedwarden.supervisor.history.Incident;
import dev.feedwarden.supervisor.history.Silence;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What people do about incidents: acknowledge and silence. Each future completes once it is written down, and fails with a
 * {@link Refused} where it cannot be. On the core event loop.
 */
public interface IncidentDesk {

    /** An acknowledgement lapses after this at the latest. */
    Duration LONGEST_ACKNOWLEDGEMENT = Duration.ofDays(7);

    /** Somebody takes care of an open incident: until it lapses nobody is reminded and no further person is told. */
    Future<Incident> acknowledge(String incident, String who, String why, Duration lasting);

    /** Nobody takes care of it any more. */
    Future<Incident> takeBack(String incident, String who);

    /** Nobody is told of what it covers while it is in force. Refused where the wish makes no sense. */
    Future<Silence> silence(Wish wish, String who);

    /** Ends a silence before its time. */
    Future<Silence> endSilence(String id, String who);

    /** The silences that are not over, in the order in which they were asked for. */
    List<Standing> silences();

    /**
     * A silence that somebody asks for; see {@link Silence}.
     *
     * @param from null for now
     */
    record Wish(
            @Nullable String rule,
            @Nullable String subject,
            @Nullable Instant from,
            @Nullable Instant until,
            @Nullable String weekly,
            @Nullable String zone,
            String why) {}

    /** A silence, and whether it is in force now. */
    record Standing(Silence silence, boolean inForce) {}

    /** It cannot be done, and why. */
    final class Refused extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final boolean unknown;

        Refused(boolean unknown, String message) {
            super(message, null, false, false);
            this.unknown = unknown;
        }

        /** Whether there is no such incident or silence. */
        public boolean isUnknown() {
            return unknown;
        }
    }
}
