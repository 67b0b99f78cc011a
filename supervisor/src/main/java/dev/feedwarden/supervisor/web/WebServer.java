package dev.feedwarden.supervisor.web;

import dev.feedwarden.api.Timers;
import dev.feedwarden.rules.read.RuleBook;
import dev.feedwarden.supervisor.access.Accounts;
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
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The HTTP server: page, JSON, live events, probes and metrics. Lives on the core event loop. */
public final class WebServer {

    private static final int URL_BYTES = 4096;
    private static final int HEADER_BYTES = 8192;
    private static final int IDLE_SECONDS = 60;
    private static final Logger LOG = LoggerFactory.getLogger(WebServer.class);

    private final HttpServer server;
    private final Router router;
    private final EventStream events;

    private WebServer(HttpServer server, Router router, EventStream events) {
        this.server = server;
        this.router = router;
        this.events = events;
    }

    /**
     * Starts to listen.
     *
     * @param sources where the answers come from
     * @param acting who may act, and how
     */
    public static Future<WebServer> listen(Vertx vertx, Address address, Sources sources, Acting acting) {
        EventStream events = new EventStream(sources.timers, sources.meters);
        ConnectionGuard guard = new ConnectionGuard(address, sources.timers, sources.meters);
        Router router = router(vertx, address, sources, acting, events, guard);
        HttpServerOptions options = new HttpServerOptions()
                .setMaxInitialLineLength(URL_BYTES)
                .setMaxHeaderSize(HEADER_BYTES)
                .setIdleTimeout(IDLE_SECONDS)
                .setHttp2ClearTextEnabled(false)
                .setCompressionSupported(false);
        if (address.tls != null) {
            options.setSsl(true)
                    .setUseAlpn(false)
                    .setKeyCertOptions(new PemKeyCertOptions()
                            .setCertPath(address.tls.certificate.toString())
                            .setKeyPath(address.tls.key.toString()));
        }
        return vertx.createHttpServer(options)
                .connectionHandler(guard::opened)
                .requestHandler(router)
                .listen(address.port, address.host)
                .map(server -> new WebServer(server, router, events));
    }

    private static Router router(
            Vertx vertx, Address address, Sources sources, Acting acting, EventStream events, ConnectionGuard guard) {
        Visitor visitor = new Visitor(address.proxies);
        SignIn signIn = new SignIn(
                new Accounts(vertx, acting.users()),
                address.read,
                visitor,
                acting.audit(),
                sources.timers,
                sources.meters,
                events::endOfOthers);
        Supplier<Instant> now = () -> sources.board.get().time();
        Scans scans = new Scans(vertx, sources.meters);
        DaysRoute days = new DaysRoute(sources.completeness, sources.history, now);
        Router router = Router.router(vertx);
        SecurityHeaders.mount(router, visitor);
        HostGuard.mount(router, address.host, address.names);
        router.route().handler(guard::body);
        sources.measure.mount(router);
        Assets.mount(router);
        signIn.mount(router);
        if (acting.tokens() != null) {
            new ActRoutes(acting, acting.tokens(), sources.board, sources.timers).mount(router);
        }
        PublicRoutes open = new PublicRoutes(sources.board, days);
        if (address.read == Read.PUBLIC_STATUS) {
            open.mount(router);
        }
        new PageRoutes(sources.board, new PlainViews(sources, acting, days), signIn::mayRead).mount(router);
        if (address.read != Read.OPEN) {
            router.routeWithRegex("(?!/live$).*").handler(signIn::reading);
        }
        if (address.read != Read.PUBLIC_STATUS) {
            open.mount(router);
        }
        OpenApi.mount(router);
        new ActionRoutes(acting, sources.board).mount(router, signIn);
        new StatusRoutes(sources.board, sources.alive, events).mount(router);
        new FeedRoutes(
                        sources.board,
                        new Pulse(sources.timers, sources.board),
                        new DayCurves(sources.insight.samples(), scans))
                .mount(router);
        new CareRoutes(acting, sources.timers).mount(router, signIn);
        if (acting.backups() != null) {
            new BackupRoutes(acting.backups(), acting.audit(), sources.timers).mount(router, signIn);
        }
        new IncidentRoutes(sources.history, sources.board, now).mount(router);
        new HistoryRoutes(sources.history).mount(router);
        days.mount(router);
        new CompletenessRoute(sources.completeness).mount(router);
        new OptionRoutes(
                        new OptionAnswers(sources.options, sources.cache, sources.timers, sources.meters),
                        sources.timers)
                .mount(router);
        new RuleRoutes(sources.rules, sources.board, new RuleDays(sources.insight, scans, sources.timers))
                .mount(router);
        new PluginRoutes(sources.plugins, sources.services).mount(router);
        Answers.get(router, "/api/settings")
                .handler(call ->
                        Answers.json(call, 200, sources.insight.settings().copy()));
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
        return router;
    }

    /** The port it listens on. */
    public int port() {
        return server.actualPort();
    }

    /** Every route there is, the services' own apart; {@code /api/openapi.json} tells of the same. */
    List<Route> routes() {
        return router.getRoutes();
    }

    /** Shows a new board to everybody who watches. On the core event loop. */
    public void show(StatusBoard board) {
        events.send(board);
    }

    public Future<Void> close() {
        events.close();
        return server.close();
    }

    /** Who may read: everybody who reaches the server, or those who are signed in. The page's own files are for all. */
    public enum Read {
        OPEN,
        SIGNED_IN,
        /** Those who are signed in; but {@code /public} and the badges are for all. */
        PUBLIC_STATUS
    }

    /**
     * The server's own certificate, both files PEM.
     *
     * @param key not encrypted
     */
    public record Tls(Path certificate, Path key) {}

    /**
     * Where to listen.
     *
     * @param port 0 for any free one
     * @param names under which a server on loopback is reached besides localhost
     * @param proxies the addresses whose word on who is asking is believed
     * @param connections from one address at the most; null for the usual
     * @param tls null for plain HTTP
     */
    public record Address(
            String host,
            int port,
            List<String> names,
            Read read,
            List<String> proxies,
            @Nullable Integer connections,
            @Nullable Tls tls) {
        public Address {
            names = List.copyOf(names);
            proxies = List.copyOf(proxies);
        }

        /** Whether what is sent to it crosses a network in clear; a proxy that is named is taken to speak TLS. */
        public boolean isInClear() {
            return tls == null && proxies.isEmpty() && !HostGuard.isLoopback(host);
        }

        /** One that everybody reads, over plain HTTP. */
        public Address(String host, int port, List<String> names) {
            this(host, port, names, Read.OPEN, List.of(), null, null);
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
            Insight insight,
            PrometheusMeterRegistry registry,
            Meters meters,
            Timers timers) {}
}
