package dev.feedwarden.supervisor.journal;

import dev.feedwarden.api.tick.Tick;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * From many threads to one, bounded, without locks. The reader is woken by the first tick of a group and by each 512th,
 * not by every one.
 */
final class TickQueue {

    /** So many ticks are worth waking up for. */
    static final int WAKE = 512;

    private static final int CLOSED = Integer.MIN_VALUE / 2;

    private final int limit;
    private final Queue<Tick> ticks = new ConcurrentLinkedQueue<>();
    private final AtomicInteger waiting = new AtomicInteger();

    TickQueue(int limit) {
        this.limit = limit;
    }

    /** Any thread. False if the queue is full or closed. */
    boolean offer(Tick tick, Thread reader) {
        int count = waiting.incrementAndGet();
        if (count > limit || count < 0) {
            waiting.decrementAndGet();
            return false;
        }
        ticks.add(tick);
        if (count == 1 || count % WAKE == 0) {
            LockSupport.unpark(reader);
        }
        return true;
    }

    /** The reader's thread only. */
    @Nullable
    Tick poll() {
        Tick tick = ticks.poll();
        if (tick != null) {
            waiting.decrementAndGet();
        }
        return tick;
    }

    int size() {
        return Math.max(0, waiting.get());
    }

    /** Closes the queue if it is empty; otherwise says false, and what is in it must be taken first. */
    boolean close() {
        return waiting.compareAndSet(0, CLOSED);
    }
}
