package dev.feedwarden.supervisor.journal;

import dev.feedwarden.api.Context;
import dev.feedwarden.api.Timers;
import dev.feedwarden.api.event.FaultKind;
import dev.feedwarden.api.sink.Batch;
import dev.feedwarden.api.sink.Sink;
import dev.feedwarden.supervisor.metrics.Meter;
import dev.feedwarden.supervisor.metrics.Meters;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Brings accepted ticks to one sink, batch by batch and in order. A batch goes when it is full, or when its first tick
 * has waited long enough: for the age that is configured, or for 50 ms right after a full batch. As many are written at a
 * time as the sink takes; behind one that fails, twice as many are held in memory at most. Lives on the sink's event loop.
 */
final class SinkRunner {

    private static final Duration LOADED_AGE = Duration.ofMillis(50);
    private static final Duration DRAIN = Duration.ofSeconds(5);
    private static final int MOST_LANES = 8;

    /** Ticks of a sink in memory, at most: two batches a lane, and the one that is being gathered. */
    private static final int MOST_ROWS_AHEAD = 300_000;

    private final String id;
    private final Sink sink;
    private final SinkOptions options;
    private final FileJournal journal;
    private final Context context;
    private final io.vertx.core.Context loop;
    private final Timers timers;
    private final Progress progress;
    private final SinkBreaker breaker;
    private final Intake intake;
    private final Delivery delivery;
    private final int lanes;
    private final @Nullable SnapshotLoad load;
    private final List<Meters.Registration> gauges;
    private final Runnable listener = this::wake;
    private final AtomicBoolean woken = new AtomicBoolean();
    private final AtomicBoolean cut = new AtomicBoolean();
    private final AtomicBoolean stopping = new AtomicBoolean();
    private final Promise<Void> ended = Promise.promise();

    private volatile int writing;
    private boolean loaded;
    private boolean ready;
    private boolean stopped;
    private Timers.@Nullable Timer departure;
    private Timers.@Nullable Timer drain;
    private long drainTo = Long.MAX_VALUE;

    /** @param load what has to end before the first tick is delivered; null for nothing */
    SinkRunner(SinkScope scope, io.vertx.core.Context loop, @Nullable SnapshotLoad load) {
        this.load = load;
        this.id = scope.id();
        this.sink = scope.sink();
        this.options = scope.options();
        this.journal = scope.journal();
        this.context = scope.context();
        this.loop = loop;
        this.timers = context.timers();
        this.progress = new Progress(scope, loop, this::moved);
        this.breaker = new SinkBreaker(scope, loop);
        this.intake = new Intake(scope, loop, progress.cursor());
        BatchSize size = new BatchSize(options.rows());
        this.delivery = new Delivery(scope, loop, progress, breaker, size);
        this.lanes = lanes(sink.inFlight(), options.rows());
        Meters meters = scope.meters();
        this.gauges = List.of(
                meters.gauge(Meter.SINK_BACKLOG, () -> journal.accepted() - progress.cursor(), id),
                meters.gauge(Meter.SINK_IN_FLIGHT, () -> writing, id),
                meters.gauge(Meter.SINK_BATCH_LIMIT, size::now, id),
                meters.gauge(Meter.SINK_OPEN, () -> breaker.isOpen() ? 1 : 0, id),
                meters.gauge(Meter.SINK_REFUSED, () -> breaker.isRefused() ? 1 : 0, id));
    }

    /** How many batches are written at a time: what the sink takes, but no more than memory is meant to hold. */
    static int lanes(int wanted, int rows) {
        return Math.max(1, Math.min(Math.min(wanted, MOST_LANES), MOST_ROWS_AHEAD / (3 * rows)));
    }

    void start() {
        journal.listen(listener);
        if (load == null) {
            ready = true;
            pump();
        } else {
            load.ended()
                    .onComplete(ended -> loop.runOnContext(then -> {
                        ready = true;
                        pump();
                    }));
            load.start();
        }
    }

    /** Another runner has taken over. The sink hears of it once its event loop answers again. Any thread. */
    void takenOver() {
        cutOff();
        loop.runOnContext(told -> {
            breaker.close();
            closeLoad();
            try {
                sink.takenOver();
            } catch (RuntimeException e) {
                context.fault(FaultKind.PLUGIN, "the sink threw when it was taken over: " + e);
            }
        });
    }

    /** Takes nothing from the journal any more, once and for all: the gauges may be another runner's by the next call. */
    private void cutOff() {
        if (cut.compareAndSet(false, true)) {
            progress.cancel();
            journal.unlisten(listener);
            gauges.forEach(Meters.Registration::remove);
        }
    }

    /**
     * Stores what has been offered so far, unless the sink fails or takes longer than 5 s, and closes the sink. What is
     * not stored stays in the journal. Any thread; every call has the same answer.
     */
    Future<Void> stop() {
        if (stopping.compareAndSet(false, true)) {
            loop.runOnContext(begin -> drain());
        }
        return ended.future();
    }

    private void drain() {
        drain = timers.after(DRAIN, this::finish);
        journal.flush()
                .onComplete(flushed -> loop.runOnContext(then -> {
                    drainTo = flushed.succeeded() ? flushed.result() : journal.accepted();
                    if (!ready || breaker.holds() || progress.cancelled()) {
                        finish();
                    } else {
                        pump();
                    }
                }));
    }

    private void wake() {
        if (woken.compareAndSet(false, true)) {
            loop.runOnContext(awake -> {
                woken.set(false);
                pump();
            });
        }
    }

    /** Does the next thing that can be done now, if any. */
    private void pump() {
        if (!ready || stopped || progress.cancelled()) {
            return;
        }
        if (progress.cursor() >= drainTo) {
            finish();
        } else if (intake.more()) {
            read();
        } else if (intake.some() && writing < lanes && progress.batches() < 2 * lanes) {
            deliverWhenDue();
        }
    }

    private void read() {
        if (!intake.reading()) {
            intake.read().onSuccess(read -> {
                noteOldest();
                pump();
            });
        }
    }

    private void deliverWhenDue() {
        Duration left = (loaded ? LOADED_AGE : options.age()).minus(intake.age());
        boolean draining = drainTo != Long.MAX_VALUE;
        if (intake.full() || draining || left.isNegative() || left.isZero()) {
            deliver();
        } else if (departure == null) {
            departure = timers.after(left, () -> {
                departure = null;
                pump();
            });
        }
    }

    private void deliver() {
        if (departure != null) {
            departure.cancel();
            departure = null;
        }
        loaded = intake.full();
        Progress.Flight flight = progress.begin(intake.take(), intake.upTo());
        lane(1);
        delivery.deliver(flight).onComplete(delivered -> {
            lane(-1);
            pump();
        });
        pump();
    }

    /** Written on the loop alone, so that counting needs no atomic step. */
    private void lane(int change) {
        int now = writing + change;
        writing = now;
    }

    private void moved() {
        noteOldest();
        pump();
    }

    private void noteOldest() {
        Batch.Row oldest = progress.oldest() == null ? intake.oldest() : progress.oldest();
        if (oldest != null && !progress.cancelled()) {
            journal.waits().known(id, oldest.tick().receivedMicros());
        }
    }

    private void finish() {
        if (stopped) {
            return;
        }
        stopped = true;
        cutOff();
        breaker.close();
        closeLoad();
        if (departure != null) {
            departure.cancel();
        }
        if (drain != null) {
            drain.cancel();
        }
        intake.close().onComplete(closed -> closeSink().onComplete(ended));
    }

    private void closeLoad() {
        if (load != null) {
            load.close();
        }
    }

    private Future<Void> closeSink() {
        try {
            return sink.close();
        } catch (RuntimeException e) {
            return Future.failedFuture(e);
        }
    }
}
