package dev.feedwarden.supervisor.status;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Has the streams of a feed that are in trouble by the same rule told of as one. A stream waits {@value #WAIT_SECONDS} s
 * for others, and for its feed's own trouble, which is the cause then.
 */
final class GroupStage implements KeepingStage {

    static final int WAIT_SECONDS = 5;

    private static final Duration WAIT = Duration.ofSeconds(WAIT_SECONDS);

    private final SteadyClock clock;

    GroupStage(SteadyClock clock) {
        this.clock = clock;
    }

    @Override
    public @Nullable Kept look(OpenIncident incident, Roots roots, Instant now) {
        if (!roots.isStream(incident) || incident.mailed()) {
            return null;
        }
        @Nullable OpenIncident head = roots.head(incident);
        if (head != null) {
            return Kept.into(head);
        }
        Instant ripe = clock.steady(incident.opened(), now).plus(WAIT);
        return ripe.isAfter(now) ? Kept.until(ripe) : null;
    }
}
