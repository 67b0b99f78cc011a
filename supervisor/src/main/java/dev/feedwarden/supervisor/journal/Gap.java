package dev.feedwarden.supervisor.journal;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A time in which data of a feed is missing.
 *
 * @param to null while it goes on
 * @param reason the word of a {@link GapReason}, or why the journal refused ticks
 * @param ticks how many are missing; 0 if that cannot be known
 */
public record Gap(Instant from, @Nullable Instant to, String reason, long ticks) {

    /** Refusals and reports of one reason that follow within this time are one gap. */
    private static final Duration NEAR = Duration.ofSeconds(1);

    public Gap {
        if (to != null && to.isBefore(from)) {
            to = from;
        }
    }

    static Gap of(JsonObject json) {
        String to = json.getString("to");
        return new Gap(
                Instant.parse(json.getString("from")),
                to == null ? null : Instant.parse(to),
                json.getString("reason"),
                json.getLong("ticks"));
    }

    /** Times are ISO-8601 UTC; {@code to} is null while it goes on. */
    public JsonObject json() {
        return new JsonObject()
                .put("from", from.toString())
                .put("to", to == null ? null : to.toString())
                .put("reason", reason)
                .put("ticks", ticks);
    }

    Instant end(Instant otherwise) {
        return to == null ? otherwise : to;
    }

    boolean goesOnWith(Gap next) {
        return to != null
                && reason.equals(next.reason)
                && !next.from.isBefore(from)
                && !next.from.isAfter(to.plus(NEAR));
    }

    /** Both as one. */
    Gap with(Gap next) {
        Instant end = end(from);
        Instant nextEnd = next.end(next.from);
        return new Gap(from, nextEnd.isAfter(end) ? nextEnd : end, reason, ticks + next.ticks);
    }
}
