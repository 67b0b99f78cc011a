package dev.feedwarden.supervisor.recovery;

import dev.feedwarden.rules.calendar.Calendar;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What stands against an action for now.
 *
 * @param until from when on nothing stands against it, as far as is known; {@link Instant#MAX} for never
 * @param why what stands against it longest; null where it is nothing but a cooldown, which is not worth telling
 */
record Hurdles(Instant until, @Nullable String why) {

    static Hurdles of(Instant now, List<Calendar> never, List<Quota> quotas) {
        Instant until = Instant.MIN;
        @Nullable String why = null;
        for (Quota quota : quotas) {
            if (quota.cooled().isAfter(until)) {
                until = quota.cooled();
                why = null;
            }
            if (quota.affordable().isAfter(until)) {
                until = quota.affordable();
                why = quota.name() + " is used up";
            }
        }
        for (Calendar calendar : never) {
            Instant end = calendar.isOpen(now) ? calendar.nextChange(now) : Instant.MIN;
            if (end == null || end.isAfter(until)) {
                until = end == null ? Instant.MAX : end;
                why = "never in " + calendar.id();
            }
        }
        return new Hurdles(until, why);
    }

    boolean clear(Instant now) {
        return !now.isBefore(until);
    }
}
