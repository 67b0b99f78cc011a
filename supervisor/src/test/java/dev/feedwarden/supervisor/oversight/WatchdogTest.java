package dev.feedwarden.supervisor.oversight;

import static org.assertj.core.api.Assertions.assertThat;

import dev.feedwarden.api.kit.ManualTimers;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WatchdogTest {

    private static final Duration ROUND = Duration.ofSeconds(5);

    private final ManualTimers timers = new ManualTimers(Instant.EPOCH);
    private final List<Promise<Void>> asked = new ArrayList<>();
    private int alive;

    private final Watchdog watchdog = new Watchdog(
            timers,
            Duration.ofSeconds(20),
            () -> {
                asked.add(Promise.promise());
                return asked.get(asked.size() - 1).future();
            },
            () -> alive++);

    @Test
    void everybodyAnswers_isToldFourTimesInEachInterval() {
        for (int round = 1; round <= 8; round++) {
            answer();
            timers.advance(ROUND);
            assertThat(alive).isEqualTo(round);
        }
    }

    @Test
    void nobodyAnswers_isNotTold_untilARoundIsAnsweredWhole() {
        timers.advance(ROUND.multipliedBy(3));
        assertThat(alive).isZero();
        assertThat(asked)
                .describedAs("each round asks anew, for who hangs may be given up")
                .hasSize(4);

        asked.get(0).complete();
        timers.advance(ROUND);
        assertThat(alive).describedAs("an old answer says nothing of now").isZero();

        answer();
        timers.advance(ROUND);
        assertThat(alive).isEqualTo(1);
    }

    @Test
    void somebodyCannotBeAsked_isNotTold() {
        asked.get(0).fail("ended");
        timers.advance(ROUND);

        assertThat(alive).isZero();
    }

    @Test
    void closed_asksNobody() {
        watchdog.close();
        answer();
        timers.advance(ROUND.multipliedBy(3));

        assertThat(alive).isZero();
        assertThat(asked).hasSize(1);
    }

    private void answer() {
        asked.get(asked.size() - 1).complete();
    }
}
