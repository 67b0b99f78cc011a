package dev.feedwarden.plugin.docker;

import dev.feedwarden.api.Context;
import dev.feedwarden.api.Reading;
import dev.feedwarden.api.check.HealthCheck;
import dev.feedwarden.api.event.FaultKind;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks an engine for each of some containers. An engine that cannot be asked is a reading too. */
final class DockerCheck implements HealthCheck {

    private static final Logger LOG = LoggerFactory.getLogger(DockerCheck.class);

    private final Context context;
    private final Engine engine;
    private final List<Watched> containers;

    DockerCheck(Context context, EngineSettings settings, LogPatterns patterns) {
        this.context = context;
        this.engine = new Engine(context.vertx(), context.timers(), settings);
        this.containers = settings.containers().stream()
                .map(name -> new Watched(context, engine, name, patterns))
                .toList();
    }

    @Override
    public Future<List<Reading>> check() {
        return engine.get("/_ping", 1_024).transform(ping -> {
            if (ping.failed() || ping.result().status() != 200) {
                LOG.info(
                        "docker check={} reachable=0 reason=\"{}\"",
                        context.id(),
                        ping.failed()
                                ? Failures.reason(ping.cause())
                                : "status " + ping.result().status());
                return Future.succeededFuture(List.of(reachable(0)));
            }
            return ask();
        });
    }

    private Future<List<Reading>> ask() {
        List<Future<List<Reading>>> asked = containers.stream()
                .map(container -> container.ask().recover(this::contained))
                .toList();
        return Future.all(asked).map(all -> {
            List<Reading> readings = new ArrayList<>(List.of(reachable(1)));
            asked.forEach(answer -> readings.addAll(answer.result()));
            return readings;
        });
    }

    /** One container that cannot be asked about holds back no other. */
    private Future<List<Reading>> contained(Throwable failure) {
        context.fault(FaultKind.VENUE, Failures.reason(failure));
        return Future.succeededFuture(List.of());
    }

    private Reading reachable(double value) {
        return new Reading(
                DockerMetric.REACHABLE.declared().name(),
                context.id(),
                value,
                context.timers().now());
    }

    @Override
    public Future<Void> close() {
        return engine.close();
    }
}
