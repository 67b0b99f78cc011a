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
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings accepted ticks to one sink, batch by batch and in order. A batch goes when it is full, or when its first tick
 * has waited long enough: for the age that is configured, or for 50 ms right after a full batch. Lives on the sink's
 * event loop; segments are read elsewhere.
 */
final class SinkRunner {

    private static final Logger LOG = LoggerFactory.getLogger(SinkRunner.class);
    private static final Duration LOADED_AGE = Duration.ofMillis(50);
    private static final Duration REREAD = Duration.ofSeconds(1);
    private static final Duration DRAIN = Duration.ofSeconds(5);

    private final String id;
    private final Sink sink;
    private final SinkOptions options;
    private final FileJournal journal;
    private final Context context;
    private final io.vertx.core.Context loop;
    private final Timers timers;
    private final Delivery delivery;
    private final Meters.Registration backlog;
    private final Runnable listener = this::wake;
    private final AtomicBoolean woken = new AtomicBoolean();
    private final AtomicBoolean cut = new AtomicBoolean();

    private List<Batch.Row> gathered = new ArrayList<>();
    private long readUpTo;
    private long waitingSince;
    private boolean loaded;
    private Step step = Step.IDLE;
    private Timers.@Nullable Timer departure;
    private @Nullable Promise<Void> stopping;
    private long drainTo = Long.MAX_VALUE;

    /** Of the thread that reads segments alone. */
    private @Nullable SegmentReader reader;

    private enum Step {
        IDLE,
        READING,
        DELIVERING,
        STOPPED
    }

    SinkRunner(SinkScope scope, io.vertx.core.Context loop) {
        this.id = scope.id();
        this.sink = scope.sink();
        this.options = scope.options();
        this.journal = scope.journal();
        this.context = scope.context();
        this.loop = loop;
        this.timers = context.timers();
        this.delivery = new Delivery(scope, loop);
        this.readUpTo = delivery.cursor();
        this.backlog = scope.meters().gauge(Meter.SINK_BACKLOG, () -> journal.accepted() - delivery.cursor(), id);
    }

    void start() {
        journal.listen(listener);
        pump();
    }

    /** Another runner has taken over. The sink hears of it once its event loop answers again. Any thread. */
    void takenOver() {
        cutOff();
        loop.runOnContext(told -> {
            try {
                sink.takenOver();
            } catch (RuntimeException e) {
                context.fault(FaultKind.PLUGIN, "the sink threw when it was taken over: " + e);
            }
        });
    }

    /** Takes nothing from the journal any more, once and for all: the gauge may be another runner's by the next call. */
    private void cutOff() {
        if (cut.compareAndSet(false, true)) {
            delivery.cancel();
            journal.unlisten(listener);
            backlog.remove();
        }
    }

    /**
     * Stores what has been offered so far, unless the sink fails or takes longer than 5 s, and closes the sink. What is
     * not stored stays in the journal. Any thread.
     */
    Future<Void> stop() {
        Promise<Void> stopped = Promise.promise();
        loop.runOnContext(begin -> {
            stopping = stopped;
            timers.after(DRAIN, this::finish);
            journal.flush()
                    .onComplete(flushed -> loop.runOnContext(drain -> {
                        drainTo = flushed.succeeded() ? flushed.result() : journal.accepted();
                        if (delivery.failing()) {
                            finish();
                        } else {
                            pump();
                        }
                    }));
        });
        return stopped.future();
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
        if (step != Step.IDLE) {
            return;
        }
        if (delivery.cursor() >= drainTo) {
            finish();
        } else if (gathered.size() < options.rows() && readUpTo < journal.accepted()) {
            read();
        } else if (readUpTo > delivery.cursor()) {
            deliverWhenDue();
        }
    }

    private void read() {
        step = Step.READING;
        long after = readUpTo;
        int most = options.rows() - gathered.size();
        journal.blocking(loop, () -> readOn(after, most)).onComplete(result -> {
            if (step != Step.READING) {
                return;
            }
            if (result.failed()) {
                LOG.warn("journal cannot be read for a sink, tried again sink={}", id, result.cause());
                context.fault(FaultKind.STORAGE, "journal: " + result.cause().getMessage());
                timers.after(REREAD, this::readAgain);
                return;
            }
            step = Step.IDLE;
            gather(result.result());
            pump();
        });
    }

    private void readAgain() {
        if (step == Step.READING) {
            step = Step.IDLE;
            pump();
        }
    }

    private SegmentReader.Slice readOn(long after, int most) throws IOException {
        SegmentReader from = reader;
        if (from == null) {
            from = journal.reader(after);
            reader = from;
        }
        try {
            return from.read(most, options::wants);
        } catch (IOException | RuntimeException e) {
            // What it read is lost with the failure, so the next attempt begins where this one did.
            reader = null;
            from.close();
            throw e;
        }
    }

    private void gather(SegmentReader.Slice slice) {
        if (readUpTo == delivery.cursor()) {
            waitingSince = timers.nanoTime();
        }
        if (gathered.isEmpty() && !slice.rows().isEmpty()) {
            journal.waits().known(id, slice.rows().get(0).tick().receivedMicros());
        }
        gathered.addAll(slice.rows());
        readUpTo = slice.upTo();
    }

    private void deliverWhenDue() {
        Duration age = loaded ? LOADED_AGE : options.age();
        Duration left = age.minusNanos(timers.nanoTime() - waitingSince);
        boolean draining = drainTo != Long.MAX_VALUE;
        if (gathered.size() >= options.rows() || draining || left.isNegative() || left.isZero()) {
            deliver();
        } else if (departure == null) {
            departure = timers.after(left, () -> {
                departure = null;
                pump();
            });
        }
    }

    private void deliver() {
        step = Step.DELIVERING;
        if (departure != null) {
            departure.cancel();
            departure = null;
        }
        List<Batch.Row> batch = gathered;
        gathered = new ArrayList<>();
        loaded = batch.size() >= options.rows();
        delivery.deliver(batch, readUpTo).onSuccess(stored -> {
            if (step == Step.DELIVERING) {
                step = Step.IDLE;
                pump();
            }
        });
    }

    private void finish() {
        Promise<Void> stopped = stopping;
        if (step == Step.STOPPED || stopped == null) {
            return;
        }
        step = Step.STOPPED;
        cutOff();
        if (departure != null) {
            departure.cancel();
        }
        journal.blocking(loop, this::closeReader)
                .onComplete(closed -> closeSink().onComplete(stopped));
    }

    private @Nullable Void closeReader() throws IOException {
        SegmentReader closing = reader;
        reader = null;
        if (closing != null) {
            closing.close();
        }
        return null;
    }

    private Future<Void> closeSink() {
        try {
            return sink.close();
        } catch (RuntimeException e) {
            return Future.failedFuture(e);
        }
    }
}
