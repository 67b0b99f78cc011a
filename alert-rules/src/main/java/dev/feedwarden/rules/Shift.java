package dev.feedwarden.rules;

import static dev.feedwarden.rules.measure.Measurement.NEVER;

import dev.feedwarden.rules.calendar.Calendar;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Whether a rule is judged now, by its calendar, and when that changes. Asks the calendar once for each change. */
final class Shift {

    private final @Nullable Calendar calendar;
    private boolean open;
    private long until;

    /** @param calendar null for always */
    Shift(@Nullable Calendar calendar, long start) {
        this.calendar = calendar;
        open = true;
        until = NEVER;
        if (calendar != null) {
            look(calendar, start);
        }
    }

    /** Takes time on. Answers whether it opened just now. */
    boolean opens(long now) {
        if (calendar == null || now < until) {
            return false;
        }
        boolean before = open;
        look(calendar, now);
        return open && !before;
    }

    boolean isOpen() {
        return open;
    }

    /** When it opens or closes. */
    long next() {
        return until;
    }

    private void look(Calendar known, long now) {
        Instant moment = Nanos.instant(now);
        open = known.isOpen(moment);
        @Nullable Instant change = known.nextChange(moment);
        long next = change == null ? NEVER : Nanos.of(change);
        until = next > now ? next : NEVER; // beyond the last moment that is told apart
    }
}
