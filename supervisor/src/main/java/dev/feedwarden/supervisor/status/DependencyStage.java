package dev.feedwarden.supervisor.status;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Keeps back what has a cause that a person hears of: one that the rule {@code needs}, the feed of a stream, the check of a sink's store. */
final class DependencyStage implements KeepingStage {

    @Override
    public @Nullable Kept look(OpenIncident incident, Roots roots, Instant now) {
        @Nullable OpenIncident cause = roots.cause(incident);
        if (cause != null) {
            return Kept.into(cause);
        }
        return incident.marks().heldBackBy() == null ? null : new Kept(null, null, null);
    }
}
