package dev.feedwarden.plugin.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.feedwarden.api.kit.FaultyDisk;
import dev.feedwarden.api.kit.ManualTimers;
import dev.feedwarden.api.kit.TestContext;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The system's look-up as one that answers only when the test lets it. */
final class SystemNamesTest {

    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private final ManualTimers time = new ManualTimers(Instant.EPOCH);
    private final Vertx vertx =
            Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1).setWorkerPoolSize(1));
    private final TestContext context = new TestContext("names", vertx, time, new FaultyDisk(), Path.of("/none"));
    private final CountDownLatch answers = new CountDownLatch(1);
    private final AtomicInteger lookups = new AtomicInteger();
    private final Resolver resolver = new Resolver(vertx, time, TIMEOUT, null, this::hang);

    @AfterEach
    void close() throws Exception {
        answers.countDown();
        vertx.close().toCompletionStage().toCompletableFuture().get();
    }

    @Test
    void resolve_systemThatHangs_endsAtTheTimeoutAndHoldsNoWorker() throws Exception {
        Future<List<InetAddress>> asked = context.getOnLoop(() -> resolver.resolve("a.test"));

        assertThat(context.onLoop(() -> vertx.executeBlocking(() -> "free"))).isEqualTo("free");
        time.advance(TIMEOUT);
        assertThatThrownBy(() -> context.onLoop(() -> asked))
                .hasCauseInstanceOf(TimeoutException.class)
                .hasMessageContaining("no address of a.test within 5000 ms");
        assertThat(time.pending()).isZero();
    }

    @Test
    void resolve_nameThatIsBeingLookedUp_isAskedForOnce() throws Exception {
        Future<List<InetAddress>> one = context.getOnLoop(() -> resolver.resolve("a.test"));
        Future<List<InetAddress>> other = context.getOnLoop(() -> resolver.resolve("a.test"));
        answers.countDown();

        assertThat(context.onLoop(() -> one)).isEqualTo(context.onLoop(() -> other));
        assertThat(lookups).hasValue(1);
    }

    @Test
    void resolve_moreNamesThanMayHang_isRefusedUntilOneEnds() throws Exception {
        List<Future<List<InetAddress>>> hanging = new ArrayList<>();
        for (int i = 0; i < SystemNames.MOST_AT_A_TIME; i++) {
            String name = i + ".test";
            hanging.add(context.getOnLoop(() -> resolver.resolve("a" + name)));
        }
        assertThatThrownBy(() -> context.onLoop(() -> resolver.resolve("last.test")))
                .hasMessageContaining("last.test is not looked up: the system has not answered 4 look-ups before it");
        answers.countDown();
        for (Future<List<InetAddress>> one : hanging) {
            context.onLoop(() -> one);
        }

        assertThat(context.onLoop(() -> resolver.resolve("last.test"))).hasSize(1);
    }

    private InetAddress[] hang(String host) throws UnknownHostException {
        lookups.incrementAndGet();
        try {
            answers.await();
        } catch (InterruptedException e) {
            throw new UnknownHostException(host);
        }
        return new InetAddress[] {InetAddress.getLoopbackAddress()};
    }
}
