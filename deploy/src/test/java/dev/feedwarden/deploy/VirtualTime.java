package dev.feedwarden.deploy;

import dev.feedwarden.api.Timers;
import dev.feedwarden.api.kit.ManualTimers;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * One time for every event loop of a program, moved by the test alone. It moves in small steps, and between two steps each
 * loop takes several turns: a byte that one loop has written is in another's hands in its next turn, so what crosses real
 * sockets keeps pace with timers that jump.
 */
final class VirtualTime {

    private static final Duration STEP = Duration.ofMillis(100);
    private static final int TURNS = 3;

    private final ManualTimers timers;
    private final List<Context> loops = new CopyOnWriteArrayList<>();

    VirtualTime(Instant start) {
        timers = new ManualTimers(start);
    }

    /** The timers of a Vert.x with one event loop; their tasks run there. */
    Timers of(Vertx vertx) {
        Context loop = vertx.getOrCreateContext();
        loops.add(loop);
        return new LoopTimers(loop);
    }

    Instant now() {
        return timers.now();
    }

    /** One step. */
    void step() throws InterruptedException {
        timers.advance(STEP);
        for (int turn = 0; turn < TURNS; turn++) {
            CountDownLatch turned = new CountDownLatch(loops.size());
            loops.forEach(loop -> loop.runOnContext(go -> turned.countDown()));
            if (!turned.await(60, TimeUnit.SECONDS)) {
                throw new AssertionError("an event loop does not answer");
            }
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
