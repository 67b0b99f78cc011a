package dev.feedwarden.plugin.simulator.proxy;

import dev.feedwarden.api.Timers;
import dev.feedwarden.plugin.simulator.fault.Fault;
import dev.feedwarden.plugin.simulator.fault.FaultListener;
import dev.feedwarden.plugin.simulator.fault.Faults;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.NetSocket;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The public port of one exchange on 127.0.0.1. It passes bytes to the exchange behind it and back, and damages them as
 * the faults ask. Knows no exchange's protocol beyond where a message ends. Lives on one event loop.
 */
public final class FaultProxy implements FaultListener {

    /** Connections at one time; one more is reset. */
    static final int MOST_LINKS = 256;

    private static final Duration FIRST_BYTES = Duration.ofSeconds(30);
    private static final int CONNECT_MILLIS = 5_000;
    /** Of six parts of a restart the port is closed so many. */
    private static final int CLOSED_PART = 5;

    private static final Logger LOG = LoggerFactory.getLogger(FaultProxy.class);

    private final Timers timers;
    private final Faults faults;
    private final Runnable limitReached;
    private final Vertx vertx;
    private final NetClient net;
    private final Set<Link> links = new LinkedHashSet<>();
    private NetServer server;
    private @Nullable Wiring wiring;
    private Timers.@Nullable Timer opening;
    private boolean closed;
    private int port;

    /** @param limitReached told of each connection that is reset because there are too many */
    public FaultProxy(Vertx vertx, Timers timers, Faults faults, Runnable limitReached) {
        this.vertx = vertx;
        this.timers = timers;
        this.faults = faults;
        this.limitReached = limitReached;
        server = server();
        net = vertx.createNetClient(new NetClientOptions().setConnectTimeout(CONNECT_MILLIS));
    }

    /** Opens the public port; 0 takes a free one. */
    public Future<Void> start(int wanted, Doors doors) {
        wiring = new Wiring(timers, faults, doors, net, links::remove);
        return listen(wanted);
    }

    /** The port that is open. */
    public int port() {
        return port;
    }

    public Future<Void> close() {
        closed = true;
        cancelOpening();
        List.copyOf(links).forEach(Link::close);
        return server.close().eventually(net::close);
    }

    @Override
    public void began(Fault fault) {
        List.copyOf(links).forEach(link -> link.began(fault));
        if (fault == Fault.RESTART) {
            shut();
        }
    }

    @Override
    public void ended(Fault fault) {
        List.copyOf(links).forEach(link -> link.ended(fault));
    }

    private NetServer server() {
        return vertx.createNetServer(new NetServerOptions().setHost("127.0.0.1"));
    }

    private Future<Void> listen(int wanted) {
        return server.connectHandler(this::accept)
                .listen(wanted)
                .onSuccess(open -> port = open.actualPort())
                .mapEmpty();
    }

    /** Closes the port; before the fault is over it opens again, too early. */
    private void shut() {
        List.copyOf(links).forEach(Link::reset);
        boolean open = opening == null;
        cancelOpening();
        if (open) {
            server.close();
        }
        opening = timers.after(closedFor(), this::open);
    }

    private void open() {
        opening = null;
        server = server();
        listen(port).onFailure(e -> LOG.error("port {} cannot be opened again: {}", port, e.toString()));
    }

    private Duration closedFor() {
        return faults.active().stream()
                .filter(active -> active.kind() == Fault.RESTART)
                .map(active -> Duration.between(timers.now(), active.until())
                        .multipliedBy(CLOSED_PART)
                        .dividedBy(CLOSED_PART + 1))
                .findFirst()
                .orElse(Duration.ZERO);
    }

    private void cancelOpening() {
        if (opening != null) {
            opening.cancel();
            opening = null;
        }
    }

    private void accept(NetSocket client) {
        if (wiring == null || closed || faults.on(Fault.RESTART)) {
            Reset.reset(client);
            return;
        }
        if (links.size() >= MOST_LINKS) {
            limitReached.run();
            Reset.reset(client);
            return;
        }
        Link link = new Link(wiring, client);
        links.add(link);
        Timers.Timer deadline = timers.after(FIRST_BYTES, () -> {
            if (link.undecided()) {
                link.reset();
            }
        });
        client.closeHandler(over -> {
            deadline.cancel();
            link.close();
        });
        link.start();
    }
}
