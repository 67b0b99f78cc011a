package dev.feedwarden.supervisor.journal;

import dev.feedwarden.api.Timers;
import dev.feedwarden.api.sink.Batch;
import dev.feedwarden.api.sink.Sink;
import dev.feedwarden.api.sink.SinkException;
import dev.feedwarden.supervisor.metrics.Meter;
import dev.feedwarden.supervisor.metrics.Meters;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Timer;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Single attempts to store something, each answered in time. Lives on the sink's event loop.
 *
 * <p>A sink that stores nothing between {@value #MOST_SET_ASIDE} ticks that can never be stored has not met so many bad
 * ticks: its table is wrong, and the next such tick counts as refused, so that the journal is not emptied into the
 * quarantine.
 */
final class SinkWrites {

    static final int MOST_SET_ASIDE = 32;

    private final Sink sink;
    private final SinkOptions options;
    private final FileJournal journal;
    private final io.vertx.core.Context loop;
    private final Timers timers;
    private final SinkBreaker breaker;
    private final Counter stored;
    private final Counter batches;
    private final Counter timeouts;
    private final Timer writes;
    private int setAsideInARow;

    SinkWrites(SinkScope scope, io.vertx.core.Context loop, SinkBreaker breaker) {
        this.sink = scope.sink();
        this.options = scope.options();
        this.journal = scope.journal();
        this.loop = loop;
        this.timers = scope.context().timers();
        this.breaker = breaker;
        Meters meters = scope.meters();
        this.stored = meters.counter(Meter.SINK_STORED, scope.id());
        this.batches = meters.counter(Meter.SINK_BATCHES, scope.id());
        this.timeouts = meters.counter(Meter.SINK_TIMEOUTS, scope.id());
        this.writes = meters.timer(Meter.SINK_WRITE, scope.id());
    }

    /** Writes once. Fails as {@link SinkException.Kind#SLOW} if there is no answer in time; what comes later is ignored. */
    Future<Void> write(List<Batch.Row> rows) {
        long start = timers.nanoTime();
        return breaker.attempt(() -> inTime(rows).recover(cause -> judged(rows, cause)))
                .onSuccess(done -> {
                    setAsideInARow = 0;
                    writes.record(timers.nanoTime() - start, TimeUnit.NANOSECONDS);
                    batches.increment();
                    stored.increment(rows.size());
                });
    }

    /** A tick was set aside. */
    void setAside() {
        setAsideInARow++;
    }

    private Future<Void> judged(List<Batch.Row> rows, Throwable cause) {
        return rows.size() == 1 && setAsideInARow >= MOST_SET_ASIDE && Failures.kind(cause) == SinkException.Kind.POISON
                ? Future.failedFuture(new SinkException(
                        SinkException.Kind.REFUSED,
                        setAsideInARow + " ticks set aside with none stored between, no more are: "
                                + cause.getMessage()))
                : Future.failedFuture(cause);
    }

    private Future<Void> inTime(List<Batch.Row> rows) {
        Promise<Void> answer = Promise.promise();
        Timers.Timer timer = timers.after(options.timeout(), () -> {
            if (answer.tryFail(new SinkException(SinkException.Kind.SLOW, "not stored within " + options.timeout()))) {
                timeouts.increment();
            }
        });
        call(rows)
                .onComplete(result -> loop.runOnContext(then -> {
                    timer.cancel();
                    if (result.succeeded()) {
                        answer.tryComplete();
                    } else {
                        answer.tryFail(result.cause());
                    }
                }));
        return answer.future();
    }

    /** How many rows there are before one with another journal's id, as there is where a journal was restored. */
    private int sameJournal(List<Batch.Row> rows, String id) {
        int same = rows.size();
        while (!journal.id(rows.get(same - 1).sequence()).equals(id)) {
            same--;
        }
        return same;
    }

    private Future<Void> call(List<Batch.Row> rows) {
        try {
            String id = journal.id(rows.get(0).sequence());
            int same = sameJournal(rows, id);
            Future<Void> written = sink.write(new Batch(id, rows.subList(0, same)));
            return same == rows.size() ? written : written.compose(then -> call(rows.subList(same, rows.size())));
        } catch (RuntimeException e) {
            return Future.failedFuture(e);
        }
    }
}
