package dev.feedwarden.plugin.docker;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/**
 * What a container uses, as one {@code GET /containers/{name}/stats} says.
 *
 * @param at when the engine looked
 * @param cpuNanos processor time since the container was started
 * @param processors how many the machine has
 * @param memory bytes, without file pages that could be given back at once, as {@code docker stats} counts
 * @param memoryLimit bytes; the machine's where the container has none
 */
record Usage(@Nullable Instant at, double cpuNanos, double processors, double memory, double memoryLimit) {

    private static final JsonObject NOTHING = new JsonObject();

    static Usage read(JsonObject json) {
        JsonObject cpu = json.getJsonObject("cpu_stats", NOTHING);
        JsonObject memory = json.getJsonObject("memory_stats", NOTHING);
        JsonObject pages = memory.getValue("stats") instanceof JsonObject object ? object : NOTHING;
        // The first is what cgroups of version 1 say, the other those of version 2.
        double inactive = pages.getDouble("total_inactive_file", pages.getDouble("inactive_file", 0.0));
        double usage = memory.getDouble("usage", Double.NaN);
        return new Usage(
                time(json.getString("read", "")),
                cpu.getJsonObject("cpu_usage", NOTHING).getDouble("total_usage", Double.NaN),
                cpu.getDouble("online_cpus", Double.NaN),
                inactive < usage ? usage - inactive : usage,
                memory.getDouble("limit", Double.NaN));
    }

    /** Processor time since then, of so many processors; NaN where that cannot be said. */
    double cpuSince(@Nullable Usage before, double allowed) {
        if (before == null || before.at == null || at == null || cpuNanos < before.cpuNanos) {
            return Double.NaN;
        }
        double nanos = Duration.between(before.at, at).toNanos();
        return nanos > 0 ? (cpuNanos - before.cpuNanos) / nanos / (allowed > 0 ? allowed : processors) : Double.NaN;
    }

    double memoryShare() {
        return memoryLimit > 0 ? memory / memoryLimit : Double.NaN;
    }

    private static @Nullable Instant time(String text) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeParseException e) {
            return null;
        }
    }
}
