package dev.feedwarden.plugin.http;

import dev.feedwarden.api.Timers;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.concurrent.TimeoutException;

/** Until when something must have come. */
final class Deadline {

    private Deadline() {}

    /** A future's own end, or a failure once it has taken too long. What it waits for is the caller's to close. */
    static <T> Future<T> within(Timers timers, Duration timeout, String awaited, Future<T> future) {
        Promise<T> done = Promise.promise();
        Timers.Timer timer = timers.after(
                timeout,
                () -> done.tryFail(new TimeoutException("no " + awaited + " within " + timeout.toMillis() + " ms")));
        future.onComplete(end -> {
            timer.cancel();
            if (end.succeeded()) {
                done.tryComplete(end.result());
            } else {
                done.tryFail(end.cause());
            }
        });
        return done.future();
    }
}
