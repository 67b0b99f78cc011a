package dev.feedwarden.api.kit;

import dev.feedwarden.api.Timers;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/** Time that stands still until a test moves it. Tasks run on the thread that moves it, in the order of their times. */
public final class ManualTimers implements Timers {

    private final PriorityQueue<Task> tasks = new PriorityQueue<>(
            Comparator.comparingLong((Task task) -> task.due).thenComparingLong(task -> task.number));
    private Instant wall;
    private long nanos;
    private long numbers;

    public ManualTimers(Instant start) {
        wall = start;
    }

    @Override
    public synchronized Instant now() {
        return wall;
    }

    @Override
    public synchronized long nanoTime() {
        return nanos;
    }

    @Override
    public Timer after(Duration delay, Runnable task) {
        return set(delay, null, task);
    }

    @Override
    public Timer every(Duration period, Runnable task) {
        return set(period, period, task);
    }

    /** Moves time on and runs what falls due on the way, at its own time. */
    public void advance(Duration by) {
        long target;
        synchronized (this) {
            target = nanos + by.toNanos();
        }
        while (true) {
            Task task;
            synchronized (this) {
                task = tasks.peek();
                if (task == null || task.due > target) {
                    step(target);
                    return;
                }
                tasks.remove(task);
                step(Math.max(task.due, nanos));
                if (task.period != null) {
                    task.due += task.period.toNanos();
                    tasks.add(task);
                }
            }
            task.run.run();
        }
    }

    /** Moves the wall clock alone, as a person or a time server may. */
    public synchronized void jumpWallClock(Duration by) {
        wall = wall.plus(by);
    }

    /** How many tasks are set. */
    public synchronized int pending() {
        return tasks.size();
    }

    private synchronized Timer set(Duration delay, @Nullable Duration period, Runnable run) {
        Task task = new Task(nanos + Math.max(delay.toNanos(), 1), numbers++, period, run);
        tasks.add(task);
        return () -> {
            synchronized (this) {
                tasks.remove(task);
                task.period = null;
            }
        };
    }

    private void step(long to) {
        wall = wall.plusNanos(to - nanos);
        nanos = to;
    }

    private static final class Task {
        private long due;
        private final long number;
        private @Nullable Duration period;
        private final Runnable run;

        private Task(long due, long number, @Nullable Duration period, Runnable run) {
            this.due = due;
            this.number = number;
            this.period = period;
            this.run = run;
        }
    }
}
