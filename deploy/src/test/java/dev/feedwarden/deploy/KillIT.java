package dev.feedwarden.deploy;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The program is killed at random moments, under load or while it starts, again and again: what was accepted is stored once, in every sink.
 *
 * <p>{@code -Dfeedwarden.kills=1000} kills it more often; the seed is printed, and set by {@code -Dfeedwarden.seed}. The
 * whole command is in CONTRIBUTING.md.
 */
class KillIT {

    private static final int KILLS = Integer.getInteger("feedwarden.kills", 20);
    private static final long SEED = Long.getLong("feedwarden.seed", System.nanoTime());
    private static final int MOST_MILLIS = 1_200;

    @TempDir
    private Path folder;

    @Test
    void killedAtRandomMoments_whatWasAcceptedIsStoredOnceEverywhere() throws Exception {
        System.out.println("kills=" + KILLS + " seed=" + SEED);
        Random random = new Random(SEED);
        long seen = 0;
        try (Keeping keeping = Keeping.start(folder, 500)) {
            for (int kill = 1; kill <= KILLS; kill++) {
                try (Program warden = keeping.warden()) {
                    if (random.nextInt(4) > 0) {
                        long before = seen;
                        long found = Keeping.accepted(warden.until("/api/status", status -> true));
                        assertThat(found)
                                .describedAs("accepted after kill %d, of at least %d", kill - 1, before)
                                .isGreaterThanOrEqualTo(before);
                        warden.until("/api/status", status -> Keeping.accepted(status) > before);
                        seen = watched(warden, random.nextInt(MOST_MILLIS));
                    }
                    warden.killAfter(random.nextInt(MOST_MILLIS / 4));
                }
            }
            try (Program warden = keeping.warden()) {
                warden.line("listening on http");
                long accepted = keeping.drain(warden);
                assertThat(accepted).isGreaterThanOrEqualTo(seen);
                keeping.holdsExactly(accepted);
                System.out.println("kills=" + KILLS + " accepted=" + accepted);
            }
        }
    }

    /** The most that the program said it had accepted, in so many milliseconds. */
    private static long watched(Program warden, int millis) throws Exception {
        long end = System.nanoTime() + MILLISECONDS.toNanos(millis);
        long most;
        do {
            most = Keeping.accepted(warden.until("/api/status", status -> true));
        } while (System.nanoTime() < end);
        return most;
    }
}
