package dev.feedwarden.supervisor.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.feedwarden.api.feed.HostPausedException;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

class HttpBudgetTest {

    private static final long NOW = Long.MAX_VALUE - 5; // a clock may begin anywhere

    private final HttpBudget budget = new HttpBudget();

    @Test
    void take_burstIsFree_thenTenASecond() {
        for (int i = 0; i < HttpBudget.BURST; i++) {
            assertThat(budget.take("api.example", NOW)).isZero();
        }
        assertThat(budget.take("api.example", NOW)).isEqualTo(Duration.ofMillis(100));
        assertThat(budget.take("API.example", NOW)).isEqualTo(Duration.ofMillis(200));
        assertThat(budget.take("other.example", NOW)).isZero();
        assertThat(budget.take("api.example", NOW + Duration.ofSeconds(1).toNanos()))
                .isZero();
    }

    @Test
    void take_tooManyWait_isRejected() {
        for (int i = 0; i < HttpBudget.BURST + HttpBudget.MOST_WAITING; i++) {
            budget.take("api.example", NOW);
        }
        assertThatThrownBy(() -> budget.take("api.example", NOW))
                .isInstanceOf(RejectedExecutionException.class)
                .hasMessageContaining("api.example");
    }

    @Test
    void pause_holdsForItsLength_andAShorterOneDoesNotEndIt() {
        budget.pause("api.example", Duration.ofMinutes(10), NOW);
        budget.pause("api.example", Duration.ofSeconds(1), NOW);
        long later = NOW + Duration.ofMinutes(9).toNanos();
        assertThatThrownBy(() -> budget.take("api.example", later))
                .isInstanceOfSatisfying(
                        HostPausedException.class,
                        paused -> assertThat(paused.left()).isEqualTo(Duration.ofMinutes(1)));
        assertThat(budget.take("api.example", NOW + Duration.ofMinutes(10).toNanos()))
                .isZero();
    }

    @Test
    void take_tooManyHosts_isRejected() {
        for (int i = 0; i < HttpBudget.MOST_HOSTS; i++) {
            budget.take("host" + i, NOW);
        }
        assertThatThrownBy(() -> budget.take("one-more", NOW)).isInstanceOf(RejectedExecutionException.class);
        assertThat(budget.take("host1", NOW)).isZero();
    }
}
