package dev.feedwarden.supervisor.status;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Why an announcement does not go out now.
 *
 * @param into the incident that tells of it instead; null for none
 * @param until when to look again although nothing has changed, steady; null for never
 * @param why for the timeline, the same for as long as it is the same reason; null where nothing is to be said
 */
record Kept(
        @Nullable OpenIncident into,
        @Nullable Instant until,
        @Nullable String why) {

    static Kept until(Instant time) {
        return new Kept(null, time, null);
    }

    static Kept into(OpenIncident other) {
        return new Kept(other, null, null);
    }
}
