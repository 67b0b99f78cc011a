package dev.feedwarden.plugin.host;

import dev.feedwarden.api.Context;
import dev.feedwarden.api.Metric;
import dev.feedwarden.api.Reading;
import dev.feedwarden.api.check.HealthCheck;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs an executable that ends with 0, 1, 2 or 3 for OK, WARNING, CRITICAL and UNKNOWN. One that takes too long, ends
 * otherwise or by a signal is UNKNOWN; one that cannot be started is a check that failed. A value's subject is the
 * check's id, a slash and the value's label.
 */
final class NagiosCheck implements HealthCheck {

    private static final Logger LOG = LoggerFactory.getLogger(NagiosCheck.class);
    private static final int CRITICAL = 2;

    private final Context context;
    private final Commands commands;
    private final List<String> command;
    private final Duration timeout;

    NagiosCheck(Context context, List<String> command, Duration timeout) {
        this.context = context;
        this.commands = new Commands(context);
        this.command = command;
        this.timeout = timeout;
    }

    @Override
    public Future<List<Reading>> check() {
        long began = context.timers().nanoTime();
        return commands.run(command, timeout)
                .recover(failure -> failure instanceof Commands.Killed
                        ? Future.succeededFuture(new Commands.Ended(3, OneLine.of(failure), false))
                        : Future.failedFuture(failure))
                .map(ended -> readings(ended, (context.timers().nanoTime() - began) / 1e9));
    }

    private List<Reading> readings(Commands.Ended ended, double seconds) {
        NagiosOutput output = NagiosOutput.read(ended.output());
        boolean known = ended.exit() >= 0 && ended.exit() <= CRITICAL;
        if (ended.exit() != 0) {
            LOG.info("nagios check={} exit={} says=\"{}\"", context.id(), ended.exit(), output.line());
        }
        List<Reading> readings = new ArrayList<>();
        readings.add(reading(HostMetric.STATE, "", known ? ended.exit() : Double.NaN));
        readings.add(reading(HostMetric.UNKNOWN, "", known ? 0 : 1));
        readings.add(reading(HostMetric.DURATION, "", seconds));
        for (Perfdata value : output.values()) {
            readings.add(reading(value.metric(), "/" + value.label(), value.value()));
            readings.add(reading(HostMetric.LABEL_STATE, "/" + value.label(), value.state()));
        }
        return readings;
    }

    private Reading reading(HostMetric named, String below, double value) {
        Metric metric = named.declared();
        return new Reading(
                metric.name(), context.id() + below, value, context.timers().now());
    }

    @Override
    public Future<Void> close() {
        commands.close();
        return Future.succeededFuture();
    }
}
