package dev.feedwarden.plugin.simulator.deribit;

import dev.feedwarden.api.Timers;
import dev.feedwarden.plugin.simulator.deribit.market.RecordedSession;
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
import org.jspecify.annotations.Nullable;

/**
 * An exchange that speaks Deribit API v2: JSON-RPC over WebSocket at {@code /ws/api/v2} and over HTTP at
 * {@code /api/v2/{method}}.
 */
public final class DeribitExchange implements Exchange {

    /** Connections and HTTP requests in flight together; one more is answered with 429. */
    static final int MOST_CONNECTIONS = 32;

    private static final String PATH = "/ws/api/v2";
    private static final int MOST_FRAME_BYTES = 1 << 20;
    private static final String WORKERS = "simulator-recording";

    private final Vertx vertx;
    private final Timers timers;
    private final Faults faults;
    private final DeribitOptions options;
    private final Runnable limitReached;
    private final Truth truth = new Truth();
    private final HttpServer server;
    private @Nullable Trading trading;

    /** @param limitReached told of each connection that is refused because there are too many */
    public DeribitExchange(Vertx vertx, Timers timers, Faults faults, DeribitOptions options, Runnable limitReached) {
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
        return "deribit";
    }

    @Override
    public boolean knows(Fault fault) {
        return switch (fault) {
            case SESSION_CONFLICT -> false;
            case ARGS_TOO_LONG, PONG_MISSING, CLOCK_SKEW -> true;
            default -> fault.common() || fault.ofDeribit();
        };
    }

    @Override
    public Future<Integer> start() {
        return recording().compose(recorded -> {
            Trading opened = recorded == null
                    ? Trading.live(timers, faults, truth, options.live())
                    : Trading.replay(
                            timers,
                            faults,
                            truth,
                            recorded,
                            options.pace(),
                            options.live().seed());
            trading = opened;
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
        return trading == null ? 0 : trading.sessions().size();
    }

    @Override
    public int subscriptions() {
        return trading == null ? 0 : trading.sessions().subscriptions();
    }

    @Override
    public Truth truth() {
        return truth;
    }

    @Override
    public Progress progress() {
        if (trading == null) {
            return options.recording() == null ? Progress.ENDLESS : Progress.REPLAYING;
        }
        return trading.source().progress();
    }

    @Override
    public void began(Fault fault) {
        if (trading != null) {
            trading.began(fault);
        }
    }

    @Override
    public void ended(Fault fault) {
        if (trading != null) {
            trading.ended(fault);
        }
    }

    @Override
    public Future<Void> close() {
        if (trading != null) {
            trading.close();
        }
        return server.close();
    }

    /** Reads on a pool of its own that is closed at once: the shared one would outlive the plugin. */
    private Future<@Nullable RecordedSession> recording() {
        Path file = options.recording();
        if (file == null) {
            return Future.succeededFuture(null);
        }
        WorkerExecutor workers = vertx.createSharedWorkerExecutor(WORKERS, 1);
        Future<@Nullable RecordedSession> read =
                workers.executeBlocking(() -> RecordedSession.read(new RecordingReader(file)));
        return read.eventually(workers::close);
    }

    private void admit(ServerWebSocketHandshake handshake, Trading opened) {
        if (!handshake.path().equals(PATH)) {
            handshake.reject(404);
        } else if (crowded(opened)) {
            limitReached.run();
            handshake.reject(429);
        } else {
            handshake.accept();
        }
    }

    private static boolean crowded(Trading opened) {
        return opened.sessions().size() + opened.http().inFlight() >= MOST_CONNECTIONS;
    }
}
