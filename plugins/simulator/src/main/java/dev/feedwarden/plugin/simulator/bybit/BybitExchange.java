package dev.feedwarden.plugin.simulator.bybit;

import dev.feedwarden.api.Timers;
import dev.feedwarden.plugin.simulator.exchange.Exchange;
import dev.feedwarden.plugin.simulator.exchange.Progress;
import dev.feedwarden.plugin.simulator.exchange.Truth;
import dev.feedwarden.plugin.simulator.fault.Fault;
import dev.feedwarden.plugin.simulator.fault.Faults;
import dev.feedwarden.plugin.simulator.recording.RecordingReader;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.ServerWebSocketHandshake;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An exchange that speaks Bybit API v5: the public WebSockets at {@code /v5/public/{category}}, of which only {@code
 * option} has data of its own, and HTTP at {@code /v5/market/*}.
 */
public final class BybitExchange implements Exchange {

    /** Connections and HTTP requests in flight together; one more is answered with 429. */
    static final int MOST_CONNECTIONS = 32;

    private static final Pattern PATH = Pattern.compile("/v5/public/(option|linear|inverse|spot)");

    private static final int MOST_FRAME_BYTES = 1 << 20;
    private static final String WORKERS = "simulator-recording";

    private final Vertx vertx;
    private final Timers timers;
    private final Faults faults;
    private final BybitOptions options;
    private final Runnable limitReached;
    private final Truth truth = new Truth();
    private final HttpServer server;
    private @Nullable BybitVenue venue;

    /** @param limitReached told of each connection that is refused because there are too many */
    public BybitExchange(Vertx vertx, Timers timers, Faults faults, BybitOptions options, Runnable limitReached) {
        this.vertx = vertx;
        this.timers = timers;
        this.faults = faults;
        this.options = options;
        this.limitReached = limitReached;
        server = vertx.createHttpServer(new HttpServerOptions()
                .setHost("127.0.0.1")
                .setPort(0)
                .setMaxWebSocketFrameSize(MOST_FRAME_BYTES)
                .setMaxWebSocketMessageSize(MOST_FRAME_BYTES));
    }

    @Override
    public String name() {
        return "bybit";
    }

    @Override
    public boolean knows(Fault fault) {
        return fault != Fault.SESSION_CONFLICT && !fault.ofDeribit() && !fault.ofGateway();
    }

    @Override
    public Future<Integer> start() {
        return recording().compose(recorded -> {
            BybitVenue opened = recorded == null
                    ? BybitVenue.live(timers, faults, truth, options.live())
                    : BybitVenue.replay(timers, faults, truth, recorded, options.pace());
            venue = opened;
            return server.webSocketHandshakeHandler(handshake -> admit(handshake, opened))
                    .webSocketHandler(opened::connected)
                    .requestHandler(request -> {
                        if (crowded(opened)) {
                            limitReached.run();
                            request.response().setStatusCode(429).end();
                        } else {
                            opened.http().handle(request);
                        }
                    })
                    .listen()
                    .map(HttpServer::actualPort);
        });
    }

    @Override
    public int connections() {
        return venue == null ? 0 : venue.sessions().size();
    }

    @Override
    public int subscriptions() {
        return venue == null ? 0 : venue.sessions().subscriptions();
    }

    @Override
    public Truth truth() {
        return truth;
    }

    @Override
    public Progress progress() {
        if (venue == null) {
            return options.recording() == null ? Progress.ENDLESS : Progress.REPLAYING;
        }
        return venue.source().progress();
    }

    @Override
    public void began(Fault fault) {
        if (venue != null) {
            venue.began(fault);
        }
    }

    @Override
    public void ended(Fault fault) {
        if (venue != null) {
            venue.ended(fault);
        }
    }

    @Override
    public Future<Void> close() {
        if (venue != null) {
            venue.close();
        }
        return server.close();
    }

    /** Reads on a pool of its own that is closed at once: the shared one would outlive the plugin. */
    private Future<@Nullable BybitRecording> recording() {
        Path file = options.recording();
        if (file == null) {
            return Future.succeededFuture(null);
        }
        WorkerExecutor workers = vertx.createSharedWorkerExecutor(WORKERS, 1);
        Future<@Nullable BybitRecording> read =
                workers.executeBlocking(() -> BybitRecording.read(new RecordingReader(file)));
        return read.eventually(workers::close);
    }

    private void admit(ServerWebSocketHandshake handshake, BybitVenue opened) {
        if (!PATH.matcher(handshake.path()).matches()) {
            handshake.reject(404);
        } else if (faults.on(Fault.GEO_BLOCK)) {
            handshake.reject(403);
        } else if (crowded(opened)) {
            limitReached.run();
            handshake.reject(429);
        } else {
            handshake.accept();
        }
    }

    private static boolean crowded(BybitVenue opened) {
        return opened.sessions().size() + opened.http().inFlight() >= MOST_CONNECTIONS;
    }
}
