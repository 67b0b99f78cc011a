package dev.feedwarden.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.feedwarden.api.Timers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class ThreadTimersTest {

    private final ThreadTimers timers = new ThreadTimers("test-timers");

    @AfterEach
    void close() {
        timers.close();
    }

    @Test
    void after_runsOnItsOwnDaemonThread() throws Exception {
        var thread = new CompletableFuture<Thread>();
        timers.after(Duration.ofMillis(1), () -> thread.complete(Thread.currentThread()));

        assertThat(thread.get(60, TimeUnit.SECONDS).getName()).isEqualTo("test-timers");
        assertThat(thread.get().isDaemon()).isTrue();
    }

    @Test
    void every_taskThatThrows_runsAgain() throws Exception {
        var twice = new CountDownLatch(2);
        timers.every(Duration.ofMillis(1), () -> {
            twice.countDown();
            throw new IllegalStateException("once more");
        });

        assertThat(twice.await(60, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void cancel_beforeItIsDue_neverRuns() throws Exception {
        var ran = new CountDownLatch(1);
        var later = new CountDownLatch(1);
        var cancelled = new CountDownLatch(1);
        timers.after(Duration.ZERO, () -> await(cancelled)); // however slow this test is, nothing is due before
        Timers.Timer timer = timers.after(Duration.ofMillis(1), ran::countDown);
        timers.after(Duration.ofMillis(2), later::countDown);
        timer.cancel();
        cancelled.countDown();

        assertThat(later.await(60, TimeUnit.SECONDS)).isTrue();
        assertThat(ran.getCount()).isEqualTo(1);
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
