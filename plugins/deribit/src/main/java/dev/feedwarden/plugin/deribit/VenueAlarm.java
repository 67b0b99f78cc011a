package dev.feedwarden.plugin.deribit;

import dev.feedwarden.api.Timers.Timer;
import dev.feedwarden.api.feed.FeedContext;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Waits for a moment of the venue's clock. One at a time: setting it again forgets the moment before. */
final class VenueAlarm {

    /** The venue's clock may be corrected while we wait, so no wait is longer; the listener looks for itself. */
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);

    private final FeedContext context;
    private final Runnable listener;
    private @Nullable Timer timer;

    VenueAlarm(FeedContext context, Runnable listener) {
        this.context = context;
        this.listener = listener;
    }

    /** Calls the listener at that moment at the latest, and after {@link #LONGEST_WAIT} if it is further away. */
    void set(Instant moment) {
        cancel();
        Instant now = context.venueNow();
        Instant latest = now.plus(LONGEST_WAIT);
        Duration wait = Duration.between(now, moment.isBefore(latest) ? moment : latest);
        timer = context.timers().after(wait.isNegative() ? Duration.ZERO : wait, listener);
    }

    void cancel() {
        if (timer != null) {
            timer.cancel();
        }
    }
}
