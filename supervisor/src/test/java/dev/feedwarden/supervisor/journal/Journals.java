package dev.feedwarden.supervisor.journal;

import dev.feedwarden.api.Disk;
import dev.feedwarden.api.event.Event;
import dev.feedwarden.supervisor.VertxTimers;
import dev.feedwarden.supervisor.metrics.Meters;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Journals for tests, with real threads and real time. */
final class Journals {

    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(60);

    /** With one event loop, as a plugin has it. */
    final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));

    final List<Event> facts = new CopyOnWriteArrayList<>();
    final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    final Meters meters = new Meters(registry);

    FileJournal open(Disk disk, JournalOptions options, String... sinks) throws IOException {
        return FileJournal.open(
                options, Set.of(sinks), disk, new VertxTimers(vertx.getOrCreateContext()), meters, facts::add);
    }

    static <T> T await(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
    }

    /** Waits for something that other threads bring about, doing something meanwhile. */
    static void eventually(String what, Runnable meanwhile, BooleanSupplier condition) {
        long deadline = System.nanoTime() + PATIENCE;
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("did not come about: " + what);
            }
            meanwhile.run();
            Thread.onSpinWait();
        }
    }

    void close() throws Exception {
        await(vertx.close());
    }
}
