package dev.feedwarden.plugin.host;

import dev.feedwarden.api.Context;
import dev.feedwarden.api.Reading;
import dev.feedwarden.api.check.HealthCheck;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;

/** Asks systemd for the state of units, one after the other. A unit that is not there is not active. */
final class UnitCheck implements HealthCheck {

    private final Context context;
    private final Units units;
    private final List<String> names;

    UnitCheck(Context context, Units units, List<String> names) {
        this.context = context;
        this.units = units;
        this.names = names;
    }

    @Override
    public Future<List<Reading>> check() {
        Future<List<Reading>> all = Future.succeededFuture(new ArrayList<>());
        for (String name : names) {
            all = all.compose(had -> units.show(name).map(state -> {
                had.add(reading(HostMetric.ACTIVE, name, state.active().equals("active") ? 1 : 0));
                had.add(reading(HostMetric.FAILED, name, state.active().equals("failed") ? 1 : 0));
                had.add(reading(HostMetric.UNIT_RESTARTS, name, state.restarts()));
                return had;
            }));
        }
        return all;
    }

    private Reading reading(HostMetric metric, String unit, double value) {
        return new Reading(
                metric.declared().name(),
                context.id() + "/" + unit,
                value,
                context.timers().now());
    }

    @Override
    public Future<Void> close() {
        units.commands().close();
        return Future.succeededFuture();
    }
}
