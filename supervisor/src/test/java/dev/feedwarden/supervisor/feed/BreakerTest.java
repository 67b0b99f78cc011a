package dev.feedwarden.supervisor.feed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.feedwarden.api.feed.Retry;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BreakerTest {

    private final Breaker breaker = new Breaker(Retry.USUAL);

    @Test
    void failed_fiveInARow_opensForThreeHundredSeconds() {
        for (int i = 0; i < 4; i++) {
            assertThat(breaker.failed()).isZero();
        }
        assertThat(breaker.failed()).isEqualTo(Duration.ofMinutes(5));
        assertThat(breaker.state()).isEqualTo(Breaker.State.OPEN);
    }

    @Test
    void attempt_whileOpen_isTheOneThatDecides() {
        fail(5);
        breaker.attempt();
        assertThat(breaker.state()).isEqualTo(Breaker.State.HALF_OPEN);
        assertThat(breaker.failed()).as("one failure is enough").isEqualTo(Duration.ofMinutes(5));
        breaker.attempt();
        breaker.data();
        assertThat(breaker.state()).isEqualTo(Breaker.State.CLOSED);
        assertThat(breaker.failed()).isZero();
    }

    @Test
    void failed_breakerTurnedOff_neverOpens() {
        var never = new Breaker(Retry.USUAL.breaking(0, Duration.ofMinutes(5)));
        for (int i = 0; i < 100; i++) {
            assertThat(never.failed()).isZero();
        }
        assertThat(never.state()).isEqualTo(Breaker.State.CLOSED);
    }

    /** Whatever happens: it is open exactly when the last five ended without data and no attempt is under way. */
    @Test
    void anyHistory_opensOnlyAfterFiveFailuresWithoutData() {
        var random = new Random(5);
        for (int round = 0; round < 200; round++) {
            var tried = new Breaker(Retry.USUAL);
            int failures = 0;
            for (int step = 0; step < 60; step++) {
                tried.attempt();
                assertThat(tried.state()).isNotEqualTo(Breaker.State.OPEN);
                if (random.nextInt(6) == 0) {
                    tried.data();
                    failures = 0;
                } else {
                    failures++;
                    assertThat(tried.failed().isZero()).isEqualTo(failures < 5);
                    assertThat(tried.state() == Breaker.State.OPEN).isEqualTo(failures >= 5);
                }
            }
        }
    }

    private void fail(int times) {
        for (int i = 0; i < times; i++) {
            breaker.failed();
        }
    }
}
