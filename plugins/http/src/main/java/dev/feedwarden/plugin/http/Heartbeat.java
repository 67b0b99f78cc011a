package dev.feedwarden.plugin.http;

import dev.feedwarden.api.Metric;
import dev.feedwarden.api.Timers;
import dev.feedwarden.api.service.Service;
import dev.feedwarden.api.service.ServiceContext;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls an outside watcher again and again, but only while the program itself says at {@code /live} that its loops and
 * its journal run. Whoever watches is alarmed by silence: so whatever is wrong, no call is the safe side.
 */
final class Heartbeat implements Service {

    private static final Logger LOG = LoggerFactory.getLogger(Heartbeat.class);

    private final ServiceContext context;
    private final Target watcher;
    private final Target live;
    private final Exchange toWatcher;
    private final Exchange toLive;
    private final Duration every;
    private Timers.@Nullable Timer timer;
    private boolean asking;

    Heartbeat(ServiceContext context, Target watcher, Target live, Duration every) {
        this.context = context;
        this.watcher = watcher;
        this.live = live;
        toWatcher = watcher.exchange(context);
        toLive = live.exchange(context);
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
        get(toLive, live)
                .map(Reply::isOk)
                .otherwise(false)
                .compose(well -> well ? call() : Future.succeededFuture(HttpMetrics.BEATS_WITHHELD))
                .onComplete(done -> {
                    asking = false;
                    Metric metric = done.succeeded() ? done.result() : HttpMetrics.BEATS_FAILED;
                    context.report(List.of(Question.reading(context, metric, 1)));
                });
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
