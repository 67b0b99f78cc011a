package dev.feedwarden.supervisor.journal;

import dev.feedwarden.api.Timers;
import dev.feedwarden.api.kit.ManualTimers;
import java.time.Duration;
import java.time.Instant;

/** Virtual time whose tasks run on an event loop, as the contract says. */
record OnLoop(ManualTimers time, io.vertx.core.Context loop) implements Timers {
    @Override
    public Instant now() {
        return time.now();
    }

    @Override
    public long nanoTime() {
        return time.nanoTime();
    }

    @Override
    public Timer after(Duration delay, Runnable task) {
        return time.after(delay, () -> loop.runOnContext(then -> task.run()));
    }

    @Override
    public Timer every(Duration period, Runnable task) {
        return time.every(period, () -> loop.runOnContext(then -> task.run()));
    }
}
