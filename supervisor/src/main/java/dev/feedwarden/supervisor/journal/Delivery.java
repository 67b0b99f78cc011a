package dev.feedwarden.supervisor.journal;

import dev.feedwarden.api.Context;
import dev.feedwarden.api.Timers;
import dev.feedwarden.api.event.FaultKind;
import dev.feedwarden.api.sink.Batch;
import dev.feedwarden.api.sink.Sink;
import dev.feedwarden.api.sink.SinkException;
import dev.feedwarden.supervisor.metrics.Meter;
import dev.feedwarden.supervisor.metrics.Meters;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Timer;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has one batch stored, whatever it takes, and moves the cursor past it. What fails or is not answered in time is tried
 * again for ever; a tick that can never be stored is found by halving the batch and set aside. Lives on the sink's event
 * loop.
 */
final class Delivery {

    private static final Logger LOG = LoggerFactory.getLogger(Delivery.class);

    private final String id;
    private final Sink sink;
    private final SinkOptions options;
    private final FileJournal journal;
    private final Context context;
    private final io.vertx.core.Context loop;
    private final Timers timers;
    private final Quarantine quarantine;
    private final Backoff backoff;
    private final Counter stored;
    private final Counter batches;
    private final Counter retries;
    private final Counter timeouts;
    private final Counter quarantined;
    private final Timer writes;

    /** The parts of the batch that are not stored yet, in order; several only while a poison tick is looked for. */
    private final Deque<List<Batch.Row>> parts = new ArrayDeque<>();

    private Promise<Void> done = Promise.promise();
    private long upTo;
    private int turn;
    private Timers.@Nullable Timer timer;
    private boolean failing;
    private volatile long cursor;
    private volatile boolean cancelled;

    Delivery(SinkScope scope, io.vertx.core.Context loop) {
        this.id = scope.id();
        this.sink = scope.sink();
        this.options = scope.options();
        this.journal = scope.journal();
        this.context = scope.context();
        this.loop = loop;
        this.timers = context.timers();
        this.quarantine = journal.quarantine(id, options.quarantineBytes());
        this.backoff = new Backoff(scope.random());
        Meters meters = scope.meters();
        this.stored = meters.counter(Meter.SINK_STORED, id);
        this.batches = meters.counter(Meter.SINK_BATCHES, id);
        this.retries = meters.counter(Meter.SINK_RETRIES, id);
        this.timeouts = meters.counter(Meter.SINK_TIMEOUTS, id);
        this.quarantined = meters.counter(Meter.SINK_QUARANTINED, id);
        this.writes = meters.timer(Meter.SINK_WRITE, id);
        this.cursor = journal.cursor(id);
    }

    /** The sequence up to which everything is stored. Any thread. */
    long cursor() {
        return cursor;
    }

    /** Whether the last attempt failed and the next is waited for. */
    boolean failing() {
        return failing;
    }

    /**
     * Stores a batch. One at a time.
     *
     * @param rows may be empty: then only the cursor moves
     * @param to where the cursor is to be afterwards
     */
    Future<Void> deliver(List<Batch.Row> rows, long to) {
        done = Promise.promise();
        upTo = to;
        if (!rows.isEmpty()) {
            parts.add(rows);
        }
        next();
        return done.future();
    }

    /** Forgets the batch; neither the sink's answer nor anything else moves the cursor any more. Any thread. */
    void cancel() {
        cancelled = true;
    }

    private void next() {
        List<Batch.Row> part = parts.peek();
        if (cancelled) {
            return;
        }
        if (part != null) {
            write(part);
        } else if (cursor < upTo) {
            move(new Moved(List.of(), List.of(), upTo));
        } else {
            done.complete();
        }
    }

    private void write(List<Batch.Row> part) {
        int mine = ++turn;
        long start = timers.nanoTime();
        timer = timers.after(options.timeout(), () -> {
            timeouts.increment();
            settle(mine, start, part, new TimeoutException("not stored within " + options.timeout()));
        });
        attempt(part).onComplete(result -> loop.runOnContext(then -> settle(mine, start, part, result.cause())));
    }

    private Future<Void> attempt(List<Batch.Row> part) {
        try {
            return sink.write(new Batch(journal.id(), part));
        } catch (RuntimeException e) {
            return Future.failedFuture(e);
        }
    }

    private void settle(int mine, long start, List<Batch.Row> part, @Nullable Throwable cause) {
        if (mine != turn || cancelled) {
            return;
        }
        turn++;
        if (timer != null) {
            timer.cancel();
        }
        if (cause == null) {
            writes.record(timers.nanoTime() - start, TimeUnit.NANOSECONDS);
            batches.increment();
            stored.increment(part.size());
            passed(new Moved(part, List.of(), end(part)));
        } else if (poison(cause) && part.size() > 1) {
            parts.remove();
            int half = part.size() / 2;
            parts.push(part.subList(half, part.size()));
            parts.push(part.subList(0, half));
            next();
        } else if (poison(cause)) {
            setAside(part, String.valueOf(cause.getMessage()));
        } else {
            later(cause, this::next);
        }
    }

    private static boolean poison(Throwable cause) {
        return cause instanceof SinkException failure && failure.kind() == SinkException.Kind.POISON;
    }

    private void setAside(List<Batch.Row> part, String reason) {
        Batch.Row row = part.get(0);
        journal.blocking(loop, () -> {
                    quarantine.add(journal.id(), row, reason);
                    return null;
                })
                .onSuccess(written -> {
                    quarantined.increment();
                    LOG.warn("tick set aside sink={} sequence={} reason={}", id, row.sequence(), reason);
                    context.fault(FaultKind.STORAGE, "tick " + row.sequence() + " set aside: " + reason);
                    passed(new Moved(List.of(), part, end(part)));
                })
                .onFailure(cause -> later(cause, this::next));
    }

    /** Where the cursor is to be once the first part is settled. */
    private long end(List<Batch.Row> part) {
        return parts.size() == 1 ? upTo : part.get(part.size() - 1).sequence();
    }

    private void passed(Moved moved) {
        failing = false;
        backoff.reset();
        parts.remove();
        move(moved);
    }

    private void move(Moved moved) {
        if (cancelled) {
            return;
        }
        journal.move(id, moved, loop)
                .onSuccess(done -> {
                    cursor = moved.to();
                    next();
                })
                .onFailure(cause -> later(cause, () -> move(moved)));
    }

    private void later(Throwable cause, Runnable again) {
        failing = true;
        retries.increment();
        Duration wait = backoff.next();
        LOG.warn("sink failed, tried again sink={} inMillis={} cause={}", id, wait.toMillis(), cause.toString());
        context.fault(FaultKind.STORAGE, String.valueOf(cause.getMessage()));
        timers.after(wait, again);
    }
}
