package dev.feedwarden.deploy;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The database is away for a while at 1,000 ticks a second: nothing is lost, the other sinks go on, and what has piled up
 * is stored afterwards. Prints how much the process grew and how fast it caught up.
 *
 * <p>{@code -Dfeedwarden.outage=600} keeps the database away for 10 minutes; the whole command is in CONTRIBUTING.md.
 */
class OutageIT {

    private static final int RATE = 1_000;
    private static final long OUTAGE_SECONDS = Long.getLong("feedwarden.outage", 10);
    private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+([0-9]+) kB");

    @TempDir
    private Path folder;

    @Test
    void databaseAway_nothingIsLostAndTheBacklogIsStored() throws Exception {
        try (Keeping keeping = Keeping.start(folder, RATE);
                Program warden = keeping.warden()) {
            warden.until("/api/status", status -> Keeping.stored(status, "timescale") > 10L * RATE);
            long residentBefore = resident(warden);
            keeping.database.crash();
            JsonObject away = warden.until("/api/status", status -> true);
            long target = Keeping.accepted(away) + OUTAGE_SECONDS * RATE;
            for (long step = Keeping.accepted(away) + RATE; step <= target; step += RATE) {
                long until = step;
                warden.until("/api/status", status -> Keeping.accepted(status) >= until);
            }
            long residentAfter = resident(warden);
            long storedBefore = Keeping.stored(warden.until("/api/status", status -> true), "timescale");
            keeping.database.start();
            warden.until("/api/status", status -> Keeping.stored(status, "timescale") > storedBefore);
            long from = System.nanoTime();
            long first = Keeping.stored(warden.until("/api/status", status -> true), "timescale");
            long last = Keeping.stored(
                    warden.until(
                            "/api/status",
                            status -> Keeping.accepted(status) - Keeping.stored(status, "timescale") < RATE),
                    "timescale");
            double rate = (last - first) / ((System.nanoTime() - from) / (double) SECONDS.toNanos(1));
            System.out.printf(
                    "outage seconds=%d backlog=%d drained rows/s=%.0f times the live rate=%.1f resident kB before=%d"
                            + " after=%d%n",
                    OUTAGE_SECONDS, target - storedBefore, rate, rate / RATE, residentBefore, residentAfter);
            long accepted = keeping.drain(warden);
            assertThat(accepted).isGreaterThanOrEqualTo(target);
            keeping.holdsExactly(accepted);
        }
    }

    private static long resident(Program warden) throws Exception {
        var matcher = RESIDENT.matcher(Files.readString(Path.of("/proc/" + warden.pid() + "/status")));
        assertThat(matcher.find()).isTrue();
        return Long.parseLong(matcher.group(1));
    }
}
