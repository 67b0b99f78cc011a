package dev.feedwarden.plugin.simulator;

import dev.feedwarden.api.Reading;
import dev.feedwarden.api.Timers;
import dev.feedwarden.api.service.Service;
import dev.feedwarden.api.service.ServiceContext;
import dev.feedwarden.plugin.simulator.control.Control;
import dev.feedwarden.plugin.simulator.control.ControlDoor;
import dev.feedwarden.plugin.simulator.control.Venue;
import dev.feedwarden.plugin.simulator.control.Venues;
import dev.feedwarden.plugin.simulator.exchange.Exchange;
import dev.feedwarden.plugin.simulator.exchange.TruthLog;
import dev.feedwarden.plugin.simulator.fault.Faults;
import dev.feedwarden.plugin.simulator.proxy.Doors;
import dev.feedwarden.plugin.simulator.proxy.FaultProxy;
import dev.feedwarden.plugin.simulator.proxy.Framing;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One simulated exchange: the exchange itself on a loopback port, the fault proxy in front of it, and its control. */
final class SimulatorService implements Service {

    private static final Logger LOG = LoggerFactory.getLogger(SimulatorService.class);

    private final ServiceContext context;
    private final String path;
    private final int publicPort;
    private final boolean controlled;
    private final @Nullable Integer doorPort;
    private final Faults faults;
    private final Exchange exchange;
    private final FaultProxy proxy;
    private final Venues venues;
    private final Venue venue;
    private final Control control;
    private final ControlDoor door;
    private final @Nullable TruthLog truth;

    SimulatorService(
            ServiceContext context,
            String feed,
            String path,
            int publicPort,
            boolean controlled,
            @Nullable Integer doorPort,
            @Nullable Path truthFile,
            Maker maker) {
        this.context = context;
        this.path = path;
        this.publicPort = publicPort;
        this.controlled = controlled;
        this.doorPort = doorPort;
        this.faults = new Faults(context.timers());
        this.exchange = maker.make(context.vertx(), context.timers(), faults, this::refused);
        this.proxy = new FaultProxy(context.vertx(), context.timers(), faults, this::refused);
        this.venues = Venues.of(context.vertx(), path);
        this.venue = new Venue(feed, exchange, faults, proxy::port);
        this.control = new Control(venues);
        this.door = new ControlDoor(context.vertx(), control);
        this.truth = truthFile == null ? null : new TruthLog(context, truthFile);
        // The exchange hears of a fault before the proxy: what it says last goes out before the bytes are harmed.
        faults.listen(exchange);
        faults.listen(proxy);
    }

    @Override
    public Future<Void> start() {
        if (venues.join(venue)) {
            context.route(path, call -> Future.succeededFuture(control.answer(call)));
        }
        Future<Void> logged = truth == null ? Future.succeededFuture() : truth.open(exchange.truth());
        return logged.compose(open -> exchange.start())
                .compose(exchangePort -> control()
                        .compose(controlPort ->
                                proxy.start(publicPort, new Doors(exchangePort, controlPort, exchange.framing()))))
                .onSuccess(started -> LOG.info("simulator exchange={} port={}", exchange.name(), proxy.port()));
    }

    /** Opens the control: the port that the proxy leads to it; 0 where it has one of its own, or none. */
    private Future<Integer> control() {
        if (doorPort != null) {
            return door.start(doorPort)
                    .onSuccess(open -> LOG.info("simulator exchange={} control={}", exchange.name(), open))
                    .map(0);
        }
        return controlled && exchange.framing() == Framing.WEB_SOCKET ? door.start(0) : Future.succeededFuture(0);
    }

    @Override
    public Future<Void> close() {
        faults.clear();
        venues.leave(venue);
        Future<Void> closed = proxy.close().eventually(door::close).eventually(exchange::close);
        return truth == null ? closed : closed.eventually(truth::close);
    }

    private void refused() {
        context.report(List.of(new Reading(
                SimulatorProvider.REFUSED.name(),
                context.id(),
                1,
                context.timers().now())));
    }

    /** Makes the exchange. */
    interface Maker {

        /**
         * Makes it.
         *
         * @param refused told of each connection that is refused because there are too many
         */
        Exchange make(Vertx vertx, Timers timers, Faults faults, Runnable refused);
    }
}
