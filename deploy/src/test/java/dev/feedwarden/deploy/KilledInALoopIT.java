package dev.feedwarden.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The program at a simulated Deribit is killed under a loop that starts it again, as a supervisor of processes does: it
 * goes on by itself, and what was accepted is stored once, in every sink. Prints how long no tick was accepted, and how many
 * were on their way.
 */
class KilledInALoopIT {

    private static final int KILLS = 3;
    private static final int RATE = 500;

    @TempDir
    private Path folder;

    @Test
    void killed_isStartedAgainByTheLoop_andLosesNothingOfWhatItAccepted() throws Exception {
        List<Long> millis = new ArrayList<>();
        try (Keeping keeping = Keeping.start(folder, RATE);
                Program warden = keeping.wardenInALoop()) {
            long seen = 0;
            for (int kill = 1; kill <= KILLS; kill++) {
                long before = seen;
                seen = Keeping.accepted(
                        warden.until("/api/status", status -> Keeping.accepted(status) > before + RATE));
                warden.killInTheLoop();
                long killed = System.nanoTime();
                long known = seen;
                seen = Keeping.accepted(warden.until("/api/status", status -> Keeping.accepted(status) > known + RATE));
                millis.add(Duration.ofNanos(System.nanoTime() - killed).toMillis());
            }
            long accepted = keeping.drain(warden);
            assertThat(accepted).isGreaterThanOrEqualTo(seen);
            keeping.holdsExactly(accepted);
            System.out.printf(
                    "killed in a loop: noticed at once by the loop, accepting again after %s ms, accepted=%d lost on"
                            + " their way=%d%n",
                    millis, accepted, keeping.lost(accepted));
        }
    }
}
