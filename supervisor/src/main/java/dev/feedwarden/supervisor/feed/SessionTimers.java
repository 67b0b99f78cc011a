package dev.feedwarden.supervisor.feed;

import dev.feedwarden.api.Timers;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.function.Consumer;

/** The timers of one connection: they end with it, and what a task throws is handed on. */
final class SessionTimers implements Timers {

    private final Timers timers;
    private final Consumer<Throwable> thrown;
    private final Set<Timer> open = Collections.newSetFromMap(new IdentityHashMap<>());
    private boolean ended;

    /** @param thrown is told what a task threw */
    SessionTimers(Timers timers, Consumer<Throwable> thrown) {
        this.timers = timers;
        this.thrown = thrown;
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
        if (ended) {
            return () -> {};
        }
        var once = new Open();
        open.add(once);
        once.timer = timers.after(delay, () -> {
            open.remove(once);
            run(task);
        });
        return once;
    }

    @Override
    public Timer every(Duration period, Runnable task) {
        if (ended) {
            return () -> {};
        }
        var periodic = new Open();
        open.add(periodic);
        periodic.timer = timers.every(period, () -> run(task));
        return periodic;
    }

    /** Cancels every timer; none can be set any more. */
    void end() {
        ended = true;
        for (Timer timer : Set.copyOf(open)) {
            timer.cancel();
        }
    }

    private void run(Runnable task) {
        if (ended) {
            return;
        }
        try {
            task.run();
        } catch (RuntimeException | LinkageError e) {
            thrown.accept(e);
        }
    }

    /** A timer that is kept until it has run or is cancelled. */
    private final class Open implements Timer {
        private Timer timer = () -> {};

        @Override
        public void cancel() {
            open.remove(this);
            timer.cancel();
        }
    }
}
