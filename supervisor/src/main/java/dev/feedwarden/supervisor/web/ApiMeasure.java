package dev.feedwarden.supervisor.web;

import dev.feedwarden.api.Timers;
import dev.feedwarden.supervisor.metrics.Meter;
import dev.feedwarden.supervisor.metrics.Meters;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Timer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.concurrent.TimeUnit;

/**
 * How long requests under {@code /api/} take until their answers begin, so that a client's slow line does not count, and
 * how many fail. Lives on the core event loop.
 */
public final class ApiMeasure {

    private static final int FAILED = 500;

    private final Timers timers;
    private final ResponseTimes times;
    private final Timer responses;
    private final Counter errors;

    public ApiMeasure(Timers timers, Meters meters) {
        this.timers = timers;
        this.times = new ResponseTimes(timers);
        this.responses = meters.timer(Meter.API_RESPONSES);
        this.errors = meters.counter(Meter.API_ERRORS);
    }

    /** What 95 of 100 requests of the last minute did not take longer than, in seconds; 0 if there was none. */
    public double p95Seconds() {
        return times.p95Seconds();
    }

    /** Requests since the start. */
    public double requests() {
        return responses.count();
    }

    void mount(Router router) {
        router.route("/api/*").handler(this::measure);
    }

    private void measure(RoutingContext call) {
        long begun = timers.nanoTime();
        call.addHeadersEndHandler(begins -> {
            long took = timers.nanoTime() - begun;
            times.record(took);
            responses.record(took, TimeUnit.NANOSECONDS);
            if (call.response().getStatusCode() >= FAILED) {
                errors.increment();
            }
        });
        call.next();
    }
}
