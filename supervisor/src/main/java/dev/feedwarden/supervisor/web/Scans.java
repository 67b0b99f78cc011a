package dev.feedwarden.supervisor.web;

import dev.feedwarden.supervisor.metrics.Meter;
import dev.feedwarden.supervisor.metrics.Meters;
import io.micrometer.core.instrument.Counter;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/**
 * Work that reads much from disk: one at a time, on a thread of its own, so that nothing else waits for it. At most
 * {@value #MOST} are there at once; one more is refused. Lives on the core event loop.
 */
final class Scans {

    static final int MOST = 8;
    private static final long LONGEST_SECONDS = 60;

    private final WorkerExecutor thread;
    private final Counter refused;
    private int begun;

    Scans(Vertx vertx, Meters meters) {
        thread = vertx.createSharedWorkerExecutor("feedwarden-scans", 1, LONGEST_SECONDS, TimeUnit.SECONDS);
        refused = meters.counter(Meter.WEB_SCANS_REFUSED);
        meters.gauge(Meter.WEB_SCANS, () -> begun);
    }

    /** Fails with {@link Busy} where too many wait. */
    <T> Future<T> run(Callable<T> work) {
        if (begun >= MOST) {
            refused.increment();
            return Future.failedFuture(new Busy());
        }
        begun++;
        return thread.executeBlocking(work, false).onComplete(done -> begun--);
    }

    /** Too much is being looked at. */
    static final class Busy extends Exception {

        private static final long serialVersionUID = 1;

        Busy() {
            super("too much is being looked at; try again in a moment");
        }
    }
}
