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

/** Single attempts to store something, each answered in time. Lives on the sink's event loop. */
final class SinkWrites {

    private final Sink sink;
    private final SinkOptions options;
    private final String journal;
    private final io.vertx.core.Context loop;
    private final Timers timers;
    private final SinkBreaker breaker;
    private final Counter stored;
    private final Counter batches;
    private final Counter timeouts;
    private final Timer writes;

    SinkWrites(SinkScope scope, io.vertx.core.Context loop, SinkBreaker breaker) {
        this.sink = scope.sink();
        this.options = scope.options();
        this.journal = scope.journal().id();
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
        return breaker.attempt(() -> inTime(rows)).onSuccess(done -> {
            writes.record(timers.nanoTime() - start, TimeUnit.NANOSECONDS);
            batches.increment();
            stored.increment(rows.size());
        });
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

    private Future<Void> call(List<Batch.Row> rows) {
        try {
            return sink.write(new Batch(journal, rows));
        } catch (RuntimeException e) {
            return Future.failedFuture(e);
        }
    }
}
