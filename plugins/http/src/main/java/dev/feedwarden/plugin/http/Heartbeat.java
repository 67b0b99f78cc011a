package dev.feedwarden.plugin.http;

import dev.feedwarden.api.Metric;
import dev.feedwarden.api.Timers;
import dev.feedwarden.api.service.Service;
import dev.feedwarden.api.service.ServiceContext;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls an outside watcher again and again, but only while the program itself says that its core event loop and its
 * journal run. Whoever watches is alarmed by silence: so whatever is wrong, no call is the safe side.
 */
final class Heartbeat implements Service {

    private static final Logger LOG = LoggerFactory.getLogger(Heartbeat.class);

    /** How long the program may take to say that it lives. */
    static final Duration PATIENCE = Duration.ofSeconds(2);

    private final ServiceContext context;
    private final Target watcher;
    private final Supplier<Future<Boolean>> live;
    private final Exchange toWatcher;
    private final Duration every;
    private Timers.@Nullable Timer timer;
    private boolean asking;

    /** @param live a URL that is asked instead of the program itself; null for the program */
    Heartbeat(ServiceContext context, Target watcher, @Nullable Target live, Duration every) {
        this.context = context;
        this.watcher = watcher;
        this.live = live == null ? this::program : url(live.exchange(context), live);
        toWatcher = watcher.exchange(context);
        this.every = every;
    }

    @Override
    public Future<Void> start() {
        timer = context.timers().every(every, this::beat);
        return Future.succeededFuture();
    }

    @Override
    public Future<Void> close() {
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
        return Future.succeededFuture();
    }

    /** One at a time; a beat that falls into the one before is left out. */
    private void beat() {
        if (asking) {
            return;
        }
        asking = true;
        live.get()
                .otherwise(false)
                .compose(well -> well ? call() : Future.succeededFuture(HttpMetrics.BEATS_WITHHELD))
                .onComplete(done -> {
                    asking = false;
                    Metric metric = done.succeeded() ? done.result() : HttpMetrics.BEATS_FAILED;
                    context.report(List.of(Question.reading(context, metric, 1)));
                });
    }

    private static Supplier<Future<Boolean>> url(Exchange exchange, Target live) {
        return () -> get(exchange, live).map(Reply::isOk);
    }

    /** A program that does not answer in time does not live. */
    private Future<Boolean> program() {
        Promise<Boolean> answer = Promise.promise();
        Timers.Timer limit = context.timers().after(PATIENCE, () -> answer.tryComplete(false));
        context.live().onComplete(lives -> {
            limit.cancel();
            answer.tryComplete(lives.succeeded() && lives.result());
        });
        return answer.future();
    }

    private Future<Metric> call() {
        return get(toWatcher, watcher)
                .map(reply -> reply.isOk() ? HttpMetrics.BEATS : HttpMetrics.BEATS_FAILED)
                .otherwise(failure -> {
                    LOG.info("heartbeat service={} sent=0 reason=\"{}\"", context.id(), Failures.reason(failure));
                    return HttpMetrics.BEATS_FAILED;
                });
    }

    private static Future<Reply> get(Exchange exchange, Target target) {
        return exchange.send(HttpMethod.GET, target.uri(), Map.of(), Buffer.buffer());
    }
}
