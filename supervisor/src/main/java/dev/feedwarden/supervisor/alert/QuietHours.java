package dev.feedwarden.supervisor.alert;

import dev.feedwarden.rules.Severity;
import dev.feedwarden.rules.calendar.Calendar;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The stage that holds back at night what is not critical, until the quiet hours of its route end. Pure. */
final class QuietHours {

    private QuietHours() {}

    /**
     * Until when a mail waits; null where it goes out at once.
     *
     * @param quiet the route's; null for none. Hours that never end hold nothing back.
     */
    static @Nullable Instant until(@Nullable Calendar quiet, Severity severity, Instant now) {
        if (quiet == null || severity == Severity.CRITICAL || !quiet.isOpen(now)) {
            return null;
        }
        return quiet.nextChange(now);
    }
}
