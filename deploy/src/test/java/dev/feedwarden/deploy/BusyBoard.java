package dev.feedwarden.deploy;

import dev.feedwarden.api.event.VenueState;
import dev.feedwarden.api.kit.ManualTimers;
import dev.feedwarden.rules.Level;
import dev.feedwarden.rules.read.Catalog;
import dev.feedwarden.rules.read.RuleReader;
import dev.feedwarden.rules.read.RuleShelf;
import dev.feedwarden.supervisor.journal.JournalStatus;
import dev.feedwarden.supervisor.metrics.Meters;
import dev.feedwarden.supervisor.quotes.OptionBook;
import dev.feedwarden.supervisor.quotes.QuoteReaders;
import dev.feedwarden.supervisor.quotes.QuoteTable;
import dev.feedwarden.supervisor.status.FeedState;
import dev.feedwarden.supervisor.status.StatusBoard;
import dev.feedwarden.supervisor.status.StatusBoard.FeedDetail;
import dev.feedwarden.supervisor.status.StatusBoard.FeedStatus;
import dev.feedwarden.supervisor.status.StatusBoard.RuleStatus;
import dev.feedwarden.supervisor.status.StatusBoard.StreamStatus;
import dev.feedwarden.supervisor.web.Acting;
import dev.feedwarden.supervisor.web.ApiMeasure;
import dev.feedwarden.supervisor.web.Insight;
import dev.feedwarden.supervisor.web.ResponseCache;
import dev.feedwarden.supervisor.web.ServiceRoutes;
import dev.feedwarden.supervisor.web.WebServer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The real web server over a made-up board that is new five times a second, with a tick of every stream each time. */
final class BusyBoard implements AutoCloseable {

    private static final long EVERY_MILLIS = 200;

    private final Vertx vertx;
    private final int streams;
    private final WebServer server;
    private final long timer;
    private volatile StatusBoard board;
    private long boards;

    private BusyBoard(Vertx vertx, int streams) {
        this.vertx = vertx;
        this.streams = streams;
        board = make();
        Instant now = Instant.now();
        ManualTimers still = new ManualTimers(now);
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        Meters meters = new Meters(registry);
        RuleShelf shelf = new RuleShelf(new RuleReader(new Catalog(Map.of(), Map.of(), Set.of()), 1), List.of(), now);
        WebServer.Sources sources = new WebServer.Sources(
                () -> board,
                new EmptyHistory(),
                List::of,
                List::of,
                shelf::book,
                new ServiceRoutes(),
                new OptionBook(vertx, still, new QuoteTable(still, meters), new QuoteReaders(), meters),
                new ResponseCache(still, meters),
                new ApiMeasure(still, meters),
                () -> true,
                new Insight((from, to, metrics, into) -> {}, Map.of(), new JsonObject()),
                registry,
                meters,
                still);
        Acting nobody = new Acting(
                List.of(),
                (subject, action, parameters, who, why) -> {
                    throw new UnsupportedOperationException("nobody acts");
                },
                entry -> {},
                new EmptyHistory(),
                () -> {
                    throw new UnsupportedOperationException("nobody acts");
                });
        server = WebServer.listen(vertx, new WebServer.Address("127.0.0.1", 0, List.of()), sources, nobody)
                .await();
        timer = vertx.setPeriodic(EVERY_MILLIS, tick -> {
            boards++;
            board = make();
            server.show(board);
            if (boards % (1_000 / EVERY_MILLIS) == 0) {
                still.advance(Duration.ofSeconds(1));
            }
        });
    }

    static BusyBoard serve(Vertx vertx, int streams) {
        return new BusyBoard(vertx, streams);
    }

    String address() {
        return "http://127.0.0.1:" + server.port();
    }

    @Override
    public void close() {
        vertx.cancelTimer(timer);
        server.close().await();
    }

    private StatusBoard make() {
        Instant now = Instant.now();
        Map<String, StreamStatus> each = new HashMap<>();
        List<RuleStatus> rules = new ArrayList<>();
        for (int i = 0; i < streams; i++) {
            String id = "ETH-25DEC26-" + (1_000 + i) + "-C.ticker";
            each.put(id, new StreamStatus(now.minusMillis(i % 150), i % 90));
            rules.add(rule("stream-silence", id, now, i % 300 / 1e3));
            rules.add(rule("stream-lag", id, now, i % 90 / 1e3));
        }
        FeedDetail detail = new FeedDetail("closed", false, 0, 0, Duration.ofSeconds(10), each, Map.of());
        FeedStatus feed = new FeedStatus(
                "deribit",
                Level.GREEN,
                FeedState.HEALTHY,
                true,
                true,
                2,
                2,
                streams,
                300L * streams + boards % 97,
                now,
                0,
                0,
                VenueState.OPEN,
                null,
                detail);
        return new StatusBoard(
                Level.GREEN,
                now,
                100,
                List.of(feed),
                List.of(),
                rules,
                List.of(),
                new JournalStatus("j", boards * streams, 0, Map.of("files", boards * streams), 0),
                List.of(),
                List.of());
    }

    private static RuleStatus rule(String id, String stream, Instant now, double value) {
        return new RuleStatus(
                id, "deribit/" + stream, Level.GREEN, false, false, false, null, value, "s", now, "Made up", null);
    }
}
