package dev.feedwarden.deploy;

import dev.feedwarden.api.Timers;
import dev.feedwarden.api.kit.ManualTimers;
import io.netty.channel.SingleThreadEventLoop;
import io.netty.util.concurrent.EventExecutor;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.internal.VertxInternal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * One time for every event loop of a program, moved by the test alone. It moves in small steps, and between two steps each
 * loop takes several turns: a byte that one loop has written is in another's hands in its next turn, so what crosses real
 * sockets keeps pace with timers that jump, however busy the machine. The loops that accept connections take part: a
 * connection that waited for one of them while time went on would seem to be made very slowly.
 */
final class VirtualTime {

    private static final Duration STEP = Duration.ofMillis(100);
    private static final int TURNS = 3;

    private final ManualTimers timers;
    private final List<Loops> all = new CopyOnWriteArrayList<>();

    VirtualTime(Instant start) {
        timers = new ManualTimers(start);
    }

    /** The timers of a Vert.x with one event loop; their tasks run there. */
    Timers of(Vertx vertx) {
        Context loop = vertx.getOrCreateContext();
        all.add(new Loops((VertxInternal) vertx, (SingleThreadEventLoop) ((ContextInternal) loop).nettyEventLoop()));
        return new LoopTimers(loop);
    }

    Instant now() {
        return timers.now();
    }

    /** One step. A turn ends with the loop's round, so that the next one begins with a look at the sockets. */
    void step() throws InterruptedException {
        timers.advance(STEP);
        for (int turn = 0; turn < TURNS; turn++) {
            List<SingleThreadEventLoop> loops =
                    all.stream().flatMap(Loops::busy).toList();
            CountDownLatch turned = new CountDownLatch(loops.size());
            loops.forEach(loop -> loop.execute(() -> loop.executeAfterEventLoopIteration(turned::countDown)));
            if (!turned.await(60, TimeUnit.SECONDS)) {
                throw new AssertionError("an event loop does not answer");
            }
        }
    }

    /** Those of a Vert.x. */
    private record Loops(VertxInternal vertx, SingleThreadEventLoop loop) {

        /** The one with its timers and connections, and those that accept connections for its servers. */
        private Stream<SingleThreadEventLoop> busy() {
            Stream<EventExecutor> acceptors = vertx.sharedTcpServers().isEmpty()
                    ? Stream.of()
                    : StreamSupport.stream(vertx.acceptorEventLoopGroup().spliterator(), false);
            return Stream.concat(Stream.of(loop), acceptors.map(SingleThreadEventLoop.class::cast));
        }
    }

    private final class LoopTimers implements Timers {

        private final Context loop;

        private LoopTimers(Context loop) {
            this.loop = loop;
        }

        @Override
        public Instant now() {
            return timers.now();
        }

        @Override
        public long nanoTime() {
            return timers.nanoTime();
        }

        @Override
        public Timer after(Duration delay, Runnable task) {
            AtomicBoolean cancelled = new AtomicBoolean();
            return ended(timers.after(delay, passed(task, cancelled)), cancelled);
        }

        @Override
        public Timer every(Duration period, Runnable task) {
            AtomicBoolean cancelled = new AtomicBoolean();
            return ended(timers.every(period, passed(task, cancelled)), cancelled);
        }

        /** A task that was taken back while it was on its way to the loop does not run. */
        private Runnable passed(Runnable task, AtomicBoolean cancelled) {
            return () -> loop.runOnContext(go -> {
                if (!cancelled.get()) {
                    task.run();
                }
            });
        }

        private static Timer ended(Timer timer, AtomicBoolean cancelled) {
            return () -> {
                cancelled.set(true);
                timer.cancel();
            };
        }
    }
}
