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

/**
 * The public port of one exchange on 127.0.0.1. It passes bytes to the exchange behind it and back, and damages them as
 * the faults ask. Knows no exchange's protocol beyond the frames of WebSocket. Lives on one event loop.
 */
public final class FaultProxy implements FaultListener {

    /** Connections at one time; one more is reset. */
    static final int MOST_LINKS = 256;

    private static final Duration FIRST_BYTES = Duration.ofSeconds(30);
    private static final int CONNECT_MILLIS = 5_000;

    private final Timers timers;
    private final Faults faults;
    private final Runnable limitReached;
    private final NetServer server;
    private final NetClient net;
    private final Set<Link> links = new LinkedHashSet<>();

    /** @param limitReached told of each connection that is reset because there are too many */
    public FaultProxy(Vertx vertx, Timers timers, Faults faults, Runnable limitReached) {
        this.timers = timers;
        this.faults = faults;
        this.limitReached = limitReached;
        server = vertx.createNetServer(new NetServerOptions().setHost("127.0.0.1"));
        net = vertx.createNetClient(new NetClientOptions().setConnectTimeout(CONNECT_MILLIS));
    }

    /** Opens the public port; 0 takes a free one. */
    public Future<Void> start(int port, Doors doors) {
        Wiring wiring = new Wiring(timers, faults, doors, net, links::remove);
        return server.connectHandler(client -> accept(client, wiring))
                .listen(port)
                .mapEmpty();
    }

    /** The port that is open. */
    public int port() {
        return server.actualPort();
    }

    public Future<Void> close() {
        List.copyOf(links).forEach(Link::close);
        return server.close().eventually(net::close);
    }

    @Override
    public void began(Fault fault) {
        List.copyOf(links).forEach(link -> link.began(fault));
    }

    @Override
    public void ended(Fault fault) {
        List.copyOf(links).forEach(link -> link.ended(fault));
    }

    private void accept(NetSocket client, Wiring wiring) {
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
        client.closeHandler(closed -> {
            deadline.cancel();
            link.close();
        });
        link.start();
    }
}
