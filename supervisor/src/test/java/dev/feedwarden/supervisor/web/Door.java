package dev.feedwarden.supervisor.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.feedwarden.api.Secret;
import dev.feedwarden.api.action.Outcome;
import dev.feedwarden.api.kit.ManualTimers;
import dev.feedwarden.rules.Level;
import dev.feedwarden.supervisor.access.Account;
import dev.feedwarden.supervisor.access.ActTokens;
import dev.feedwarden.supervisor.history.AuditRow;
import dev.feedwarden.supervisor.history.AuditStore;
import dev.feedwarden.supervisor.metrics.Meters;
import dev.feedwarden.supervisor.quotes.OptionBook;
import dev.feedwarden.supervisor.quotes.QuoteReaders;
import dev.feedwarden.supervisor.quotes.QuoteTable;
import dev.feedwarden.supervisor.recovery.AuditEntry;
import dev.feedwarden.supervisor.status.FeedState;
import dev.feedwarden.supervisor.status.StatusBoard;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A server with one feed, for tests of who may do what; remembers what was done. */
final class Door implements AutoCloseable {

    static final String TOKEN = "a-token-of-thirty-two-characters";
    static final String PASSWORD = "correct horse battery";

    /** Of {@link #PASSWORD}, with the fewest rounds that are taken. */
    static final String HASH =
            "$pbkdf2$it=100000$MDEyMzQ1Njc4OWFiY2RlZg$3tLUbnjYB5yARfioo9ZKJa/2xFtfCe4mwc/gCWUVp3wetYsBK8wRl4D+o0GDY75kUtrXcV2dX3T7KOYSlFYUTg";

    final ManualTimers timers = new ManualTimers(Boards.NOW);
    final Meters meters;
    final List<String> done = Collections.synchronizedList(new ArrayList<>());
    final List<AuditEntry> audited = Collections.synchronizedList(new ArrayList<>());
    volatile StatusBoard board = Boards.with(Level.GREEN, Boards.feed("deribit", FeedState.HEALTHY));
    final FakeDesk desk = new FakeDesk(timers);
    final AskedBackups backups = new AskedBackups();
    final ActTokens tokens = new ActTokens(new byte[32]);
    final WebServer server;
    private final String scheme;
    private final Vertx vertx = Vertx.vertx();
    private final HttpClient client = HttpClient.newHttpClient();
    private volatile Outcome outcome = new Outcome(true, "reconnected");

    Door(WebServer.Address address, List<Account> users) {
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        meters = new Meters(registry);
        WebServer.Sources sources = new WebServer.Sources(
                () -> board,
                new Written(),
                () -> List.of(Boards.day("deribit", Boards.NOW)),
                List::of,
                () -> Boards.RULES,
                new ServiceRoutes(),
                new OptionBook(vertx, timers, new QuoteTable(timers, meters), new QuoteReaders(), meters),
                new ResponseCache(timers, meters),
                new ApiMeasure(timers, meters),
                () -> true,
                Boards.INSIGHT,
                registry,
                meters,
                timers);
        Acting acting = new Acting(
                users,
                (subject, action, parameters, who, why) -> {
                    done.add(who + " " + action + " " + subject + " " + parameters + " " + why);
                    return Future.succeededFuture(outcome);
                },
                audited::add,
                new Rows(),
                () -> desk,
                backups,
                tokens);
        server = WebServer.listen(vertx, address, sources, acting).await();
        scheme = address.tls() == null ? "http" : "https";
    }

    static WebServer.Address address(WebServer.Read read, List<String> proxies, @Nullable Integer connections) {
        return new WebServer.Address("127.0.0.1", 0, List.of(), read, proxies, connections, null);
    }

    static List<Account> users() {
        return List.of(new Account("ada", new Secret(HASH), null), new Account("robot", null, new Secret(TOKEN)));
    }

    void outcome(Outcome next) {
        outcome = next;
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(origin() + path)).timeout(Duration.ofSeconds(60));
    }

    HttpRequest.Builder post(String path, String body) {
        return request(path).header("Content-Type", "application/json").POST(HttpRequest.BodyPublishers.ofString(body));
    }

    HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    /** The status alone, also of an answer that goes on. */
    int status(HttpRequest.Builder request) throws Exception {
        HttpResponse<InputStream> answer = client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
        answer.body().close();
        return answer.statusCode();
    }

    /** What an answer that goes on brings. */
    BufferedReader stream(HttpRequest.Builder request) throws Exception {
        return new BufferedReader(new InputStreamReader(
                client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream())
                        .body(),
                UTF_8));
    }

    String origin() {
        return scheme + "://127.0.0.1:" + server.port();
    }

    /** Has everybody who watches see a board, and waits until it was sent. */
    void show(Level level) {
        Promise<Void> shown = Promise.promise();
        vertx.runOnContext(go -> {
            server.show(Boards.with(level));
            shown.complete();
        });
        shown.future().await();
    }

    @Override
    public void close() {
        vertx.close().await();
    }

    private static final class Rows implements AuditStore {

        @Override
        public Future<Void> append(List<AuditRow> rows) {
            throw new UnsupportedOperationException("the web only reads");
        }

        @Override
        public Future<List<AuditRow>> audit(int most) {
            return Future.succeededFuture(
                    List.of(new AuditRow(Boards.NOW, "ladder feed", "reconnect", "deribit", "silent", "begun")));
        }
    }
}
