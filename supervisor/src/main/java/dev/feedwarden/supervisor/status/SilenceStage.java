package dev.feedwarden.supervisor.status;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Keeps back what a silence covers, until it ends. What lasts then is told then. */
final class SilenceStage implements KeepingStage {

    private final Silences silences;
    private final SteadyClock clock;

    SilenceStage(Silences silences, SteadyClock clock) {
        this.silences = silences;
        this.clock = clock;
    }

    @Override
    public @Nullable Kept look(OpenIncident incident, Roots roots, Instant now) {
        Silences.@Nullable Cover cover = silences.cover(incident.trouble(), clock.wall(now));
        if (cover == null) {
            return null;
        }
        @Nullable Instant until = cover.until();
        return new Kept(null, until == null ? null : clock.ahead(until), Wording.silenced(cover.silence()));
    }
}
