package dev.feedwarden.supervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.feedwarden.api.Timers;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class VertxTimersTest {

    private final Vertx vertx = Vertx.vertx();
    private final Context context = vertx.getOrCreateContext();
    private final VertxTimers timers = new VertxTimers(context);

    @AfterEach
    void close() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
    }

    @Test
    void after_setFromAnyThread_runsOnTheContext() throws Exception {
        long start = timers.nanoTime();
        CompletableFuture<Context> ran = new CompletableFuture<>();
        timers.after(Duration.ofMillis(5), () -> ran.complete(Vertx.currentContext()));

        assertThat(ran.get(60, TimeUnit.SECONDS)).isSameAs(context);
        assertThat(timers.nanoTime() - start).isGreaterThanOrEqualTo(5_000_000);
    }

    @Test
    void every_runsAgainAndAgainUntilItIsCancelled() throws Exception {
        AtomicInteger runs = new AtomicInteger();
        CompletableFuture<Void> cancelled = new CompletableFuture<>();
        AtomicReference<Timers.Timer> timer = new AtomicReference<>();
        timer.set(timers.every(Duration.ofMillis(1), () -> {
            if (runs.incrementAndGet() == 3) {
                timer.get().cancel();
                context.runOnContext(later -> cancelled.complete(null));
            }
        }));
        cancelled.get(60, TimeUnit.SECONDS);

        CompletableFuture<Void> later = new CompletableFuture<>();
        timers.after(Duration.ofMillis(20), () -> later.complete(null));
        later.get(60, TimeUnit.SECONDS);
        assertThat(runs).hasValue(3);
    }

    @Test
    void every_whoseTaskThrows_goesOn() throws Exception {
        CountDownLatch runs = new CountDownLatch(2);
        context.exceptionHandler(thrown -> runs.countDown());
        Timers.Timer timer = timers.every(Duration.ofMillis(1), () -> {
            throw new IllegalStateException("on purpose");
        });

        assertThat(runs.await(60, TimeUnit.SECONDS)).isTrue();
        timer.cancel();
    }

    @Test
    void every_withoutAPeriod_isRefused() {
        assertThatThrownBy(() -> timers.every(Duration.ZERO, () -> {})).hasMessageContaining("above zero");
    }
}
