package dev.feedwarden.supervisor.web;

import dev.feedwarden.api.Timers;
import dev.feedwarden.rules.read.RuleBook;
import dev.feedwarden.supervisor.history.History;
import dev.feedwarden.supervisor.journal.DayReport;
import dev.feedwarden.supervisor.metrics.Meters;
import dev.feedwarden.supervisor.plugin.PluginInfo;
import dev.feedwarden.supervisor.quotes.OptionBook;
import dev.feedwarden.supervisor.status.StatusBoard;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The HTTP server: page, JSON, live events, probes and metrics. Lives on the core event loop. */
public final class WebServer {

    private static final int URL_BYTES = 4096;
    private static final int HEADER_BYTES = 8192;
    private static final int IDLE_SECONDS = 60;
    private static final Logger LOG = LoggerFactory.getLogger(WebServer.class);

    private final HttpServer server;
    private final EventStream events;

    private WebServer(HttpServer server, EventStream events) {
        this.server = server;
        this.events = events;
    }

    /**
     * Starts to listen.
     *
     * @param sources where the answers come from
     */
    public static Future<WebServer> listen(Vertx vertx, Address address, Sources sources) {
        EventStream events = new EventStream(sources.timers, sources.meters);
        Router router = Router.router(vertx);
        SecurityHeaders.mount(router);
        HostGuard.mount(router, address.host, address.names);
        sources.measure.mount(router);
        Assets.mount(router);
        new StatusRoutes(sources.board, sources.alive, events).mount(router);
        new HistoryRoutes(sources.history).mount(router);
        new CompletenessRoute(sources.completeness).mount(router);
        new OptionRoutes(
                        new OptionAnswers(sources.options, sources.cache, sources.timers, sources.meters),
                        sources.timers)
                .mount(router);
        new RuleRoutes(sources.rules).mount(router);
        new PluginRoutes(sources.plugins, sources.services).mount(router);
        Answers.get(router, "/metrics")
                .blockingHandler(call -> call.response()
                        .putHeader(HttpHeaders.CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")
                        .end(sources.registry.scrape()));
        sources.services.mount(router);
        router.errorHandler(400, call -> Answers.error(call, 400, "the request's address cannot be read"));
        router.errorHandler(404, call -> Answers.error(call, 404, "there is nothing at this address"));
        router.errorHandler(413, call -> Answers.error(call, 413, "the request is too large"));
        router.errorHandler(500, call -> {
            LOG.error("event=request-failed path={}", call.normalizedPath(), call.failure());
            Answers.error(call, 500, "the request failed; the log says why");
        });
        HttpServerOptions options = new HttpServerOptions()
                .setMaxInitialLineLength(URL_BYTES)
                .setMaxHeaderSize(HEADER_BYTES)
                .setIdleTimeout(IDLE_SECONDS)
                .setHttp2ClearTextEnabled(false)
                .setCompressionSupported(false);
        return vertx.createHttpServer(options)
                .requestHandler(router)
                .listen(address.port, address.host)
                .map(server -> new WebServer(server, events));
    }

    /** The port it listens on. */
    public int port() {
        return server.actualPort();
    }

    /** Shows a new board to everybody who watches. On the core event loop. */
    public void show(StatusBoard board) {
        events.send(board);
    }

    public Future<Void> close() {
        events.close();
        return server.close();
    }

    /**
     * Where to listen.
     *
     * @param port 0 for any free one
     * @param names under which a server on loopback is reached besides localhost
     */
    public record Address(String host, int port, List<String> names) {
        public Address {
            names = List.copyOf(names);
        }
    }

    /**
     * Where the answers come from.
     *
     * @param completeness all days that are kept
     * @param alive whether the journal's own thread runs; with the answer itself that is all {@code /live} says
     */
    public record Sources(
            Supplier<StatusBoard> board,
            History history,
            Supplier<List<DayReport>> completeness,
            Supplier<List<PluginInfo>> plugins,
            Supplier<RuleBook> rules,
            ServiceRoutes services,
            OptionBook options,
            ResponseCache cache,
            ApiMeasure measure,
            BooleanSupplier alive,
            PrometheusMeterRegistry registry,
            Meters meters,
            Timers timers) {}
}
