package dev.feedwarden.plugin.docker;

import io.vertx.core.json.JsonObject;

/**
 * A container as {@code GET /containers/{name}/json} describes it.
 *
 * @param id of the container; another one of the same name has another
 * @param running whether its state is "running": not paused, restarting, exited or dead
 * @param healthy 1 or 0 as its own health check says, NaN where there is none or it has not decided yet
 * @param startedAt when it was started last, as the engine writes it
 * @param oomKilled whether it was killed for want of memory; Docker says so until it is started again
 * @param finishedAt when it ended last, as the engine writes it
 * @param framed whether its log is framed, which it is without a terminal
 * @param processors how many it may use at most, 0 for all
 */
record Inspected(
        String id,
        boolean running,
        double healthy,
        long restartCount,
        String startedAt,
        boolean oomKilled,
        String finishedAt,
        boolean framed,
        double processors) {

    private static final JsonObject NOTHING = new JsonObject();

    static Inspected read(JsonObject json) {
        JsonObject state = json.getJsonObject("State", NOTHING);
        JsonObject config = json.getJsonObject("Config", NOTHING);
        JsonObject health = state.getValue("Health") instanceof JsonObject object ? object : NOTHING;
        return new Inspected(
                json.getString("Id", ""),
                state.getString("Status", "").equals("running"),
                switch (health.getString("Status", "")) {
                    case "healthy" -> 1;
                    case "unhealthy" -> 0;
                    default -> Double.NaN;
                },
                json.getLong("RestartCount", 0L),
                state.getString("StartedAt", ""),
                state.getBoolean("OOMKilled", false),
                state.getString("FinishedAt", ""),
                !config.getBoolean("Tty", false),
                processors(json.getJsonObject("HostConfig", NOTHING)));
    }

    private static double processors(JsonObject host) {
        double nanos = host.getLong("NanoCpus", 0L);
        double quota = host.getLong("CpuQuota", 0L);
        if (nanos > 0) {
            return nanos / 1e9;
        }
        // The kernel's own period where none is named.
        double period = host.getLong("CpuPeriod", 0L);
        return quota > 0 ? quota / (period > 0 ? period : 100_000) : 0;
    }
}
