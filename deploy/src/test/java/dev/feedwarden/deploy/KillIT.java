package dev.feedwarden.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The program is killed at random moments, under load or while it starts, again and again: what was accepted is stored once, in every sink.
 *
 * <p>{@code mvn verify -Dit.test=KillIT -Dfeedwarden.kills=1000} kills it more often; the seed is printed, and set by
 * {@code -Dfeedwarden.seed}.
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
                        seen = Keeping.accepted(
                                warden.until("/api/status", status -> Keeping.accepted(status) > before));
                    }
                    warden.killAfter(random.nextInt(MOST_MILLIS));
                }
            }
            try (Program warden = keeping.warden()) {
                warden.line("listening on http");
                long accepted = keeping.drain(warden);
                assertThat(accepted).isGreaterThanOrEqualTo(seen);
                keeping.holdsExactly(accepted);
                System.out.println("kills=" + KILLS + " accepted=" + accepted + " lost=0 doubled=0");
            }
        }
    }
}
