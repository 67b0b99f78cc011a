package dev.feedwarden.supervisor.journal;

import dev.feedwarden.api.Context;
import dev.feedwarden.api.Timers;
import dev.feedwarden.api.event.FaultKind;
import dev.feedwarden.api.sink.Batch;
import dev.feedwarden.supervisor.metrics.Meter;
import io.micrometer.core.instrument.Counter;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has batches stored, whatever it takes. What fails or is not answered in time is tried again for ever; a tick that can
 * never be stored is found by halving its batch and set aside. Lives on the sink's event loop.
 */
final class Delivery {

    private static final Logger LOG = LoggerFactory.getLogger(Delivery.class);
    private static final int CONFLICT_LEAST_MILLIS = 20;
    private static final int CONFLICT_MOST_MILLIS = 100;

    private final String id;
    private final FileJournal journal;
    private final Context context;
    private final io.vertx.core.Context loop;
    private final Timers timers;
    private final RandomGenerator random;
    private final Progress progress;
    private final SinkBreaker breaker;
    private final SinkWrites writes;
    private final BatchSize size;
    private final Quarantine quarantine;
    private final Counter retries;
    private final Counter quarantined;

    Delivery(SinkScope scope, io.vertx.core.Context loop, Progress progress, SinkBreaker breaker, BatchSize size) {
        this.id = scope.id();
        this.journal = scope.journal();
        this.context = scope.context();
        this.loop = loop;
        this.timers = context.timers();
        this.random = scope.random();
        this.progress = progress;
        this.breaker = breaker;
        this.writes = new SinkWrites(scope, loop, breaker);
        this.size = size;
        this.quarantine = journal.quarantine(id, scope.options().quarantineBytes());
        this.retries = scope.meters().counter(Meter.SINK_RETRIES, id);
        this.quarantined = scope.meters().counter(Meter.SINK_QUARANTINED, id);
    }

    /** Stores a batch; completes once all of it is stored or set aside. */
    Future<Void> deliver(Progress.Flight flight) {
        One one = new One(flight);
        one.next();
        return one.done.future();
    }

    /** One batch on its way. */
    private final class One {

        private final Progress.Flight flight;
        private final Promise<Void> done = Promise.promise();
        private final Backoff backoff = new Backoff(random);

        /** The parts that are not stored yet, in order. */
        private final Deque<List<Batch.Row>> parts = new ArrayDeque<>();

        private One(Progress.Flight flight) {
            this.flight = flight;
            if (!flight.rows().isEmpty()) {
                parts.add(flight.rows());
            }
        }

        private void next() {
            if (progress.cancelled()) {
                return;
            }
            if (parts.isEmpty()) {
                done.complete();
            } else {
                breaker.admit(this::write);
            }
        }

        private void write() {
            if (progress.cancelled()) {
                return;
            }
            if (parts.element().size() > size.now()) {
                cut(size.now());
            }
            List<Batch.Row> part = parts.element();
            writes.write(part).onComplete(result -> {
                if (progress.cancelled()) {
                    return;
                }
                if (result.succeeded()) {
                    size.grow();
                    parts.remove();
                    progress.stored(flight, part);
                    next();
                } else {
                    failed(part, result.cause());
                }
            });
        }

        /** Cuts the first part in two. */
        private void cut(int at) {
            List<Batch.Row> part = parts.remove();
            parts.push(part.subList(at, part.size()));
            parts.push(part.subList(0, at));
        }

        private void failed(List<Batch.Row> part, Throwable cause) {
            switch (Failures.kind(cause)) {
                case POISON -> poison(part, String.valueOf(cause.getMessage()));
                case CONFLICT -> {
                    retries.increment();
                    int millis = random.nextInt(CONFLICT_LEAST_MILLIS, CONFLICT_MOST_MILLIS + 1);
                    timers.after(Duration.ofMillis(millis), this::next);
                }
                case SLOW -> {
                    size.halve();
                    breaker.backOff();
                    again(cause, String.valueOf(cause.getMessage()));
                }
                case UNAVAILABLE -> {
                    breaker.backOff();
                    again(cause, String.valueOf(cause.getMessage()));
                }
                case REFUSED -> {
                    breaker.refuse();
                    again(
                            cause,
                            "a person is needed, tried again every " + SinkBreaker.REFUSED.toMinutes() + " minutes: "
                                    + cause.getMessage());
                }
            }
        }

        private void again(Throwable cause, String detail) {
            retries.increment();
            LOG.debug("sink failed, tried again sink={} cause={}", id, cause.toString());
            context.fault(FaultKind.STORAGE, detail);
            next();
        }

        private void poison(List<Batch.Row> part, String reason) {
            if (part.size() > 1) {
                cut(part.size() / 2);
                next();
            } else {
                setAside(part.get(0), reason);
            }
        }

        private void setAside(Batch.Row row, String reason) {
            journal.blocking(loop, () -> {
                        quarantine.add(journal.id(row.sequence()), row, reason);
                        return null;
                    })
                    .onSuccess(written -> {
                        quarantined.increment();
                        writes.setAside();
                        LOG.warn("tick set aside sink={} sequence={} reason={}", id, row.sequence(), reason);
                        context.fault(FaultKind.STORAGE, "tick " + row.sequence() + " set aside: " + reason);
                        backoff.reset();
                        parts.remove();
                        progress.setAside(flight, row);
                        next();
                    })
                    .onFailure(cause -> {
                        retries.increment();
                        LOG.debug("tick not set aside, tried again sink={} sequence={}", id, row.sequence(), cause);
                        context.fault(FaultKind.STORAGE, String.valueOf(cause.getMessage()));
                        timers.after(backoff.next(), this::next);
                    });
        }
    }
}
