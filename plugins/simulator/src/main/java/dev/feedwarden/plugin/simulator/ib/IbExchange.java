package dev.feedwarden.plugin.simulator.ib;

import dev.feedwarden.api.Timers;
import dev.feedwarden.plugin.simulator.exchange.Exchange;
import dev.feedwarden.plugin.simulator.exchange.Progress;
import dev.feedwarden.plugin.simulator.exchange.Truth;
import dev.feedwarden.plugin.simulator.fault.Fault;
import dev.feedwarden.plugin.simulator.fault.Faults;
import dev.feedwarden.plugin.simulator.proxy.Framing;
import dev.feedwarden.plugin.simulator.recording.RecordingReader;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A gateway of Interactive Brokers: its socket protocol as text, of server version 178 at most. */
public final class IbExchange implements Exchange {

    /** Clients at one time; one more is closed. */
    static final int MOST_CONNECTIONS = 32;

    private static final String WORKERS = "simulator-recording";

    private final Vertx vertx;
    private final Timers timers;
    private final Faults faults;
    private final IbOptions options;
    private final Runnable limitReached;
    private final Truth truth = new Truth();
    private final NetServer server;
    private @Nullable IbGateway gateway;

    /** @param limitReached told of each connection that is refused because there are too many */
    public IbExchange(Vertx vertx, Timers timers, Faults faults, IbOptions options, Runnable limitReached) {
        this.vertx = vertx;
        this.timers = timers;
        this.faults = faults;
        this.options = options;
        this.limitReached = limitReached;
        server = vertx.createNetServer(
                new NetServerOptions().setHost("127.0.0.1").setPort(0).setTcpNoDelay(true));
    }

    @Override
    public String name() {
        return "ib";
    }

    @Override
    public boolean knows(Fault fault) {
        return fault.common() || fault.ofGateway();
    }

    @Override
    public Framing framing() {
        return Framing.LENGTH_FIRST;
    }

    @Override
    public Future<Integer> start() {
        return recording().compose(recorded -> {
            IbGateway opened = new IbGateway(timers, faults, truth, options, recorded);
            gateway = opened;
            return server.connectHandler(socket -> {
                        if (opened.sessions().size() >= MOST_CONNECTIONS) {
                            limitReached.run();
                            socket.close();
                        } else {
                            opened.connected(socket);
                        }
                    })
                    .listen()
                    .map(NetServer::actualPort);
        });
    }

    @Override
    public int connections() {
        return gateway == null ? 0 : gateway.sessions().size();
    }

    @Override
    public int subscriptions() {
        return gateway == null ? 0 : (int) gateway.sessions().lines().count();
    }

    @Override
    public Truth truth() {
        return truth;
    }

    @Override
    public Progress progress() {
        if (gateway == null) {
            return options.recording() == null ? Progress.ENDLESS : Progress.REPLAYING;
        }
        return gateway.source().progress();
    }

    @Override
    public void began(Fault fault) {
        if (gateway != null) {
            gateway.began(fault, server.actualPort());
        }
    }

    @Override
    public void ended(Fault fault) {
        if (gateway != null) {
            gateway.ended(fault);
        }
    }

    @Override
    public Future<Void> close() {
        if (gateway != null) {
            gateway.close();
        }
        return server.close();
    }

    /** Reads on a pool of its own that is closed at once: the shared one would outlive the plugin. */
    private Future<@Nullable IbRecording> recording() {
        Path file = options.recording();
        if (file == null) {
            return Future.succeededFuture(null);
        }
        WorkerExecutor workers = vertx.createSharedWorkerExecutor(WORKERS, 1);
        Future<@Nullable IbRecording> read = workers.executeBlocking(() -> IbRecording.read(new RecordingReader(file)));
        return read.eventually(workers::close);
    }
}
