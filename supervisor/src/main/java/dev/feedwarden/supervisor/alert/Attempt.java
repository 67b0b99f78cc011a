package dev.feedwarden.supervisor.alert;

import dev.feedwarden.api.Timers;
import dev.feedwarden.supervisor.history.Mail;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** An attempt under way to hand over a row. For the core event loop. */
final class Attempt {

    private final Mail before;
    private final Mail sending;
    private long begun;
    private Timers.@Nullable Timer deadline;

    Attempt(Mail before) {
        this.before = before;
        this.sending = Delivery.begun(before);
    }

    /** The row as it stood before. */
    Mail before() {
        return before;
    }

    Mail sending() {
        return sending;
    }

    /** Begins to count its time. */
    void begin(Timers timers, Duration limit, Runnable late) {
        begun = timers.nanoTime();
        deadline = timers.after(limit, late);
    }

    /** Ends it, and says how many nanoseconds it took. */
    long end(Timers timers) {
        if (deadline != null) {
            deadline.cancel();
        }
        return timers.nanoTime() - begun;
    }
}
