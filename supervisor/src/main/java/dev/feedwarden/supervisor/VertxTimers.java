package dev.feedwarden.supervisor;

import dev.feedwarden.api.Timers;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** The real clocks, and timers that fire on one Vert.x context. Safe from any thread. */
public final class VertxTimers implements Timers {

    private final Context context;

    /** @param context where every task runs */
    public VertxTimers(Context context) {
        this.context = context;
    }

    @Override
    public Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MICROS);
    }

    @Override
    public long nanoTime() {
        return System.nanoTime();
    }

    @Override
    public Timer after(Duration delay, Runnable task) {
        Task set = new Task(task, 0);
        set.arm(delay.toNanos());
        return set;
    }

    @Override
    public Timer every(Duration period, Runnable task) {
        if (period.isNegative() || period.isZero()) {
            throw new IllegalArgumentException("period must be above zero, found " + period);
        }
        Task set = new Task(task, period.toNanos());
        set.arm(period.toNanos());
        return set;
    }

    /** Arms itself anew for each run: Vert.x's periodic timer would make up for late runs by a burst. */
    private final class Task implements Timer {

        private final Runnable run;
        private final long period;
        private long due;
        private long id;
        private boolean cancelled;

        private Task(Runnable run, long period) {
            this.run = run;
            this.period = period;
            this.due = nanoTime() + period;
        }

        private synchronized void arm(long nanos) {
            if (!cancelled) {
                long millis = Math.max(1, (nanos + 999_999) / 1_000_000);
                id = context.owner().setTimer(millis, fired -> onContext());
            }
        }

        private void onContext() {
            if (Vertx.currentContext() == context) {
                fire();
            } else {
                context.runOnContext(passed -> fire());
            }
        }

        private void fire() {
            synchronized (this) {
                if (cancelled) {
                    return;
                }
            }
            try {
                run.run();
            } finally {
                if (period > 0) {
                    long now = nanoTime();
                    due = Math.max(due + period, now);
                    arm(due - now);
                }
            }
        }

        @Override
        public synchronized void cancel() {
            cancelled = true;
            context.owner().cancelTimer(id);
        }
    }
}
