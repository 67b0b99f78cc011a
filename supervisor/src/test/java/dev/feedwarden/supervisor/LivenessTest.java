package dev.feedwarden.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LivenessTest {

    private final Vertx core = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
    private final AtomicBoolean journal = new AtomicBoolean(true);
    private final Liveness live = new Liveness(core, journal::get);

    @AfterEach
    void close() throws Exception {
        await(core.close());
    }

    @Test
    void journalThatHasStopped_isNoLife() throws Exception {
        assertThat(await(live.get())).isTrue();
        journal.set(false);
        assertThat(await(live.get())).isFalse();
    }

    @Test
    void heldEventLoop_givesNoAnswer_untilItIsLetGo() throws Exception {
        CountDownLatch held = new CountDownLatch(1);
        CountDownLatch letGo = new CountDownLatch(1);
        core.runOnContext(go -> {
            held.countDown();
            try {
                letGo.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        assertThat(held.await(60, TimeUnit.SECONDS)).isTrue();

        Future<Boolean> answer = live.get();
        assertThat(answer.isComplete()).isFalse();
        letGo.countDown();

        assertThat(await(answer)).isTrue();
    }

    private static <T> T await(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
    }
}
