package dev.feedwarden.supervisor.journal;

import dev.feedwarden.api.Timers;
import dev.feedwarden.api.tick.Tick;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Timer;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The thread that writes the journal: takes ticks from the queue, groups them, syncs, and deletes what is passed. */
final class JournalThread {

    private static final Logger LOG = LoggerFactory.getLogger(JournalThread.class);
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final SegmentLog log;
    private final TickQueue queue;
    private final Timers timers;
    private final long syncNanos;
    private final Events events;
    private final Timer syncs;
    private final Counter abandoned;
    private final Thread thread = new Thread(this::run, "journal");
    private final Queue<Promise<Long>> flushes = new ConcurrentLinkedQueue<>();
    private final Promise<Void> closed = Promise.promise();
    private volatile @Nullable Refusal refusal;
    private volatile boolean closing;
    private List<Tick> group = new ArrayList<>();
    private boolean grouping;
    private long groupEnd;
    private long retryAt;
    private long choresAt;

    JournalThread(
            SegmentLog log, JournalOptions options, Timers timers, Events events, Timer syncs, Counter abandoned) {
        this.log = log;
        this.queue = new TickQueue(options.queue());
        this.timers = timers;
        this.syncNanos = options.sync().toNanos();
        this.events = events;
        this.syncs = syncs;
        this.abandoned = abandoned;
    }

    /** What the thread tells; called on it, and may block it for as long as small files take to write. */
    interface Events {
        /** These ticks are accepted now; the last of them has the last accepted sequence. */
        void accepted(List<Tick> ticks);

        /** No more can be made durable. */
        void stopped(Refusal reason, IOException cause);

        /** Once a second or so. */
        void chores() throws IOException;

        /** A tick that was taken cannot be made durable before the end. */
        void lost(Tick tick, Refusal reason);

        /** Nothing more will come. */
        void closed();
    }

    boolean isAlive() {
        return thread.isAlive();
    }

    void start() {
        choresAt = timers.nanoTime();
        thread.start();
    }

    /** Any thread. Null if the tick is taken. */
    @Nullable
    Refusal offer(Tick tick) {
        Refusal reason = refusal;
        if (reason != null) {
            return reason;
        }
        if (!TickCodec.fits(tick)) {
            return Refusal.TOO_LONG;
        }
        if (queue.offer(tick, thread)) {
            return null;
        }
        return closing ? Refusal.CLOSED : Refusal.QUEUE_FULL;
    }

    boolean accepting() {
        return refusal == null;
    }

    int waiting() {
        return queue.size();
    }

    /**
     * Syncs what was offered before, or as much of it as can be made durable.
     *
     * @return completes on the journal's thread with the last accepted sequence
     */
    Future<Long> flush() {
        Promise<Long> promise = Promise.promise();
        ask(promise);
        return promise.future();
    }

    /** The same, and then does something on the journal's thread before that writes on. */
    <T> Future<T> standstill(Callable<T> work) {
        Promise<Long> promise = Promise.promise();
        Future<T> done = promise.future().compose(synced -> {
            try {
                return Future.succeededFuture(work.call());
            } catch (Exception e) {
                return Future.failedFuture(e);
            }
        });
        ask(promise);
        return done;
    }

    private void ask(Promise<Long> promise) {
        flushes.add(promise);
        LockSupport.unpark(thread);
        if (closed.future().isComplete()) {
            answer(takeFlushes());
        }
    }

    Future<Void> close() {
        closing = true;
        LockSupport.unpark(thread);
        return closed.future();
    }

    private void run() {
        try {
            while (!closing) {
                pass();
            }
            finish();
            closed.complete();
        } catch (IOException | RuntimeException | Error e) {
            LOG.error("journal stopped for good", e);
            closing = true;
            refusal = Refusal.WRITE_FAILED;
            closed.fail(e);
        }
        answer(takeFlushes());
    }

    private void pass() {
        long now = timers.nanoTime();
        if (!grouping && (queue.size() > 0 || log.hasGroup())) {
            grouping = true;
            groupEnd = now + syncNanos;
        }
        List<Promise<Long>> asked = takeFlushes();
        if (refusal != null) {
            if (now - retryAt >= 0 || !asked.isEmpty()) {
                commit();
            }
        } else if (!asked.isEmpty() || (grouping && now - groupEnd >= 0)) {
            drain();
            commit();
        } else if (queue.size() >= TickQueue.WAKE) {
            drain();
        }
        answer(asked);
        if (now - choresAt >= 0) {
            chores(now);
        }
        park();
    }

    /** Takes what waits, up to as much as can wait at once, committing whenever the group is full. */
    private void drain() {
        long most = Math.max(queue.size(), TickQueue.WAKE);
        for (long i = 0; i < most && refusal == null; i++) {
            Tick tick = queue.poll();
            if (tick == null) {
                return;
            }
            log.append(tick);
            group.add(tick);
            if (!log.hasRoom()) {
                commit();
            }
        }
    }

    private void commit() {
        grouping = false;
        if (!log.hasGroup()) {
            return;
        }
        long start = timers.nanoTime();
        int abandonedBefore = log.abandoned();
        try {
            log.commit();
        } catch (IOException e) {
            stop(e);
            return;
        } finally {
            syncs.record(timers.nanoTime() - start, TimeUnit.NANOSECONDS);
            abandoned.increment(log.abandoned() - abandonedBefore);
        }
        if (refusal != null) {
            refusal = null;
            LOG.info("journal takes ticks again");
        }
        List<Tick> accepted = group;
        group = new ArrayList<>();
        events.accepted(accepted);
    }

    private void stop(IOException cause) {
        retryAt = timers.nanoTime() + SECOND;
        if (refusal == null) {
            Refusal reason = full(cause) ? Refusal.DISK_FULL : Refusal.WRITE_FAILED;
            refusal = reason;
            LOG.error("journal takes no ticks reason={}", reason.word(), cause);
            events.stopped(reason, cause);
        }
    }

    private static boolean full(IOException cause) {
        return cause instanceof NoRoomException
                || String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT).contains("no space left");
    }

    private void chores(long now) {
        choresAt = now + SECOND;
        try {
            events.chores();
        } catch (IOException e) {
            LOG.warn("journal chores failed, tried again in a second", e);
        }
    }

    private void park() {
        long now = timers.nanoTime();
        long nanos = choresAt - now;
        if (refusal != null) {
            nanos = Math.min(nanos, retryAt - now);
        } else if (grouping) {
            nanos = Math.min(nanos, groupEnd - now);
        }
        boolean work = refusal == null && (queue.size() >= TickQueue.WAKE || (!grouping && queue.size() > 0));
        if (nanos > 0 && !work && !closing && flushes.isEmpty()) {
            LockSupport.parkNanos(this, nanos);
        }
    }

    private void finish() throws IOException {
        List<Promise<Long>> asked = takeFlushes();
        boolean durable;
        do {
            drain();
            commit();
            durable = refusal == null;
        } while (durable && !queue.close());
        Refusal reason = refusal;
        refusal = Refusal.CLOSED;
        if (reason != null) {
            giveUp(reason);
        }
        answer(asked);
        events.closed();
        log.close();
        if (reason != null) {
            throw new IOException("journal closed while it could not write: " + reason.word());
        }
    }

    private void giveUp(Refusal reason) throws IOException {
        log.dropGroup(tick -> events.lost(tick, reason));
        group.clear();
        while (!queue.close()) {
            Tick tick = queue.poll();
            if (tick != null) {
                events.lost(tick, reason);
            }
        }
    }

    private List<Promise<Long>> takeFlushes() {
        List<Promise<Long>> asked = new ArrayList<>();
        for (Promise<Long> promise = flushes.poll(); promise != null; promise = flushes.poll()) {
            asked.add(promise);
        }
        return asked;
    }

    private void answer(List<Promise<Long>> asked) {
        asked.forEach(promise -> promise.complete(log.accepted()));
    }
}
