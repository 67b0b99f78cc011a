package dev.feedwarden.plugin.redis;

import dev.feedwarden.api.Timers;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;

/** Real time on the event loop of whoever sets a timer, where a real server takes some. */
final class LoopTimers implements Timers {

    @Override
    public Instant now() {
        return Instant.now();
    }

    @Override
    public long nanoTime() {
        return System.nanoTime();
    }

    @Override
    public Timer after(Duration delay, Runnable task) {
        Vertx vertx = Vertx.currentContext().owner();
        long timer = vertx.setTimer(Math.max(1, delay.toMillis()), id -> task.run());
        return () -> vertx.cancelTimer(timer);
    }

    @Override
    public Timer every(Duration period, Runnable task) {
        throw new UnsupportedOperationException("nothing here repeats");
    }
}
