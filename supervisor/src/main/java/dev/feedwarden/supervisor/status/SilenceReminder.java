package dev.feedwarden.supervisor.status;

import dev.feedwarden.rules.Level;
import dev.feedwarden.supervisor.alert.Bulletin;
import dev.feedwarden.supervisor.history.Silence;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * When people are reminded of a silence: an hour before a long one ends, and each week while one goes on, which may have
 * been forgotten. Pure; times are the wall clock's.
 */
final class SilenceReminder {

    private static final Duration AHEAD = Duration.ofHours(1);
    private static final Duration LONG = Duration.ofHours(2);
    private static final Duration FORGOTTEN = Duration.ofDays(7);

    private SilenceReminder() {}

    /** What people are to be told of it now; null for nothing. */
    static @Nullable Bulletin of(Silence silence, Instant now) {
        Instant last = silence.remindedAt() == null ? silence.from() : silence.remindedAt();
        Instant until = silence.until();
        if (until != null
                && isLong(silence, until)
                && last.isBefore(until.minus(AHEAD))
                && !now.isBefore(until.minus(AHEAD))) {
            return bulletin("ends soon: " + what(silence), silence, now);
        }
        if (!now.isBefore(last.plus(FORGOTTEN))) {
            return bulletin("still in force: " + what(silence), silence, now);
        }
        return null;
    }

    private static boolean isLong(Silence silence, Instant until) {
        return Duration.between(silence.from(), until).compareTo(LONG) > 0;
    }

    private static Bulletin bulletin(String headline, Silence silence, Instant now) {
        return new Bulletin(
                "silence",
                Level.YELLOW,
                "Silence " + headline,
                List.of(
                        "Silence " + silence.id() + " of " + what(silence) + ", asked for by " + silence.by() + ".",
                        "Why: " + silence.why(),
                        Wording.span(silence)),
                now);
    }

    private static String what(Silence silence) {
        String rule = silence.rule() == null ? "every rule" : "rule " + silence.rule();
        return silence.subject() == null ? rule : rule + " for " + silence.subject();
    }
}
