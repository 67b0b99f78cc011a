package dev.feedwarden.supervisor.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.feedwarden.api.kit.ManualTimers;
import dev.feedwarden.api.service.HttpAnswer;
import dev.feedwarden.rules.Level;
import dev.feedwarden.supervisor.metrics.Meters;
import dev.feedwarden.supervisor.plugin.PluginInfo;
import dev.feedwarden.supervisor.quotes.OptionBook;
import dev.feedwarden.supervisor.quotes.QuoteReaders;
import dev.feedwarden.supervisor.quotes.QuoteTable;
import dev.feedwarden.supervisor.status.FeedState;
import dev.feedwarden.supervisor.status.StatusBoard;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebServerTest {

    private final Vertx vertx = Vertx.vertx();
    private final HttpClient client = HttpClient.newHttpClient();
    private final AtomicReference<StatusBoard> board =
            new AtomicReference<>(Boards.with(Level.GREEN, Boards.feed("deribit", FeedState.HEALTHY)));
    private final AtomicBoolean alive = new AtomicBoolean(true);
    private final ServiceRoutes services = new ServiceRoutes();
    private final ManualTimers timers = new ManualTimers(Boards.NOW);
    private WebServer server;

    @BeforeEach
    void start() throws Exception {
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        PluginInfo broken =
                new PluginInfo("x", "1", PluginInfo.State.FAILED, List.of(), "threw <b>at</b> create", "x.jar", false);
        Meters meters = new Meters(registry);
        WebServer.Sources sources = new WebServer.Sources(
                board::get,
                new Written(),
                () -> List.of(Boards.day("deribit", Boards.NOW), Boards.day("bybit", Boards.NOW.minusSeconds(86_400))),
                () -> List.of(broken),
                () -> Boards.RULES,
                services,
                new OptionBook(vertx, timers, new QuoteTable(timers, meters), new QuoteReaders(), meters),
                new ResponseCache(timers, meters),
                new ApiMeasure(timers, meters),
                alive::get,
                Boards.INSIGHT,
                registry,
                meters,
                timers);
        server = WebServer.listen(
                        vertx,
                        new WebServer.Address("127.0.0.1", 0, List.of("warden.example.com")),
                        sources,
                        Nobody.ACTS)
                .toCompletionStage()
                .toCompletableFuture()
                .get(60, SECONDS);
    }

    @AfterEach
    void stop() throws Exception {
        server.close().toCompletionStage().toCompletableFuture().get(60, SECONDS);
        vertx.close().toCompletionStage().toCompletableFuture().get(60, SECONDS);
    }

    @Test
    void status_board_hasTheAgreedFields() throws Exception {
        JsonObject status = json(get("/api/status"));

        assertThat(status.fieldNames())
                .contains("level", "time", "score", "feeds", "checks", "rules", "incidents", "journal");
        assertThat(status.getJsonArray("outlook").getJsonObject(0).encode())
                .isEqualTo(
                        "{\"what\":\"disk.free\",\"subject\":\"self\",\"now\":1.2E10,\"limit\":0.0,\"unit\":\"bytes\","
                                + "\"exhaustedAt\":\"2026-11-22T08:00:00Z\",\"inSeconds\":86400.0}");
        JsonObject feed = status.getJsonArray("feeds").getJsonObject(0);
        assertThat(feed.fieldNames())
                .contains(
                        "id",
                        "level",
                        "state",
                        "connected",
                        "flowing",
                        "streams",
                        "ticksPerMinute",
                        "lastTick",
                        "reconnectsLastHour",
                        "errorsLastHour",
                        "ladder");
        assertThat(feed.getString("lastTick")).isEqualTo("2026-11-21T08:00:00Z");
        assertThat(status.getJsonArray("rules").getJsonObject(0).getValue("value"))
                .isNull();
        assertThat(status.getJsonObject("journal").getJsonObject("stored").getLong("files"))
                .isEqualTo(1190);
    }

    @Test
    void status_completeness_saysWhatIsMissingAndWhy() throws Exception {
        JsonObject day = json(get("/api/status")).getJsonArray("completeness").getJsonObject(0);

        assertThat(day.getString("feed")).isEqualTo("deribit");
        assertThat(day.getString("day")).isEqualTo("2026-11-21");
        assertThat(day.getLong("accepted")).isEqualTo(1200);
        assertThat(day.getJsonObject("stored").getLong("files")).isEqualTo(1189);
        assertThat(day.getJsonObject("setAside").getLong("files")).isEqualTo(1);
        assertThat(day.getDouble("percent")).isEqualTo(99.98);
        assertThat(day.getLong("gapCount")).isEqualTo(7);
        JsonObject ended = day.getJsonArray("gaps").getJsonObject(0);
        assertThat(ended.getString("from")).isEqualTo("2026-11-21T07:59:00Z");
        assertThat(ended.getString("to")).isEqualTo("2026-11-21T07:59:10Z");
        assertThat(ended.getString("reason")).isEqualTo("connection-lost");
        assertThat(day.getJsonArray("gaps").getJsonObject(1).getValue("to")).isNull();
    }

    @ParameterizedTest
    @CsvSource({"'', 2", "?feed=deribit, 1", "?day=2026-11-20, 1", "?feed=deribit&day=2026-11-20, 0", "?feed=nobody, 0"
    })
    void completeness_asked_hasTheDaysThatFit(String query, int days) throws Exception {
        assertThat(json(get("/api/completeness" + query)).getJsonArray("completeness"))
                .hasSize(days);
    }

    @Test
    void completeness_dayThatIsNone_is400() throws Exception {
        HttpResponse<String> answer = get("/api/completeness?day=yesterday");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).doesNotContain("yesterday");
    }

    @Test
    void health_oneOfTwoFeedsDisconnected_isDegradedAnd200() throws Exception {
        board.set(
                Boards.with(Level.RED, Boards.feed("a", FeedState.HEALTHY), Boards.feed("b", FeedState.DISCONNECTED)));

        assertThat(get("/health").statusCode()).isEqualTo(200);
        assertThat(json(get("/system/health")).getString("status")).isEqualTo("degraded");
        assertThat(get("/feeds/a/health").statusCode()).isEqualTo(200);
        assertThat(get("/feeds/b/health").statusCode()).isEqualTo(503);
        assertThat(get("/feeds/nobody/health").statusCode()).isEqualTo(404);
    }

    @Test
    void health_everyFeedDisconnected_is503WhileLiveStays200() throws Exception {
        board.set(Boards.with(Level.RED, Boards.feed("a", FeedState.DISCONNECTED)));

        assertThat(get("/health").statusCode()).isEqualTo(503);
        assertThat(get("/system/health").statusCode()).isEqualTo(503);
        assertThat(get("/live").statusCode()).isEqualTo(200);
    }

    @Test
    void streamHealth_saysItsOwnAgeAndWhatTheLadderDoesNext() throws Exception {
        board.set(Boards.with(Level.YELLOW, Boards.feed("ib", FeedState.DEGRADED)));

        HttpResponse<String> flowing = get("/feeds/ib/streams/711280073.quotes/health");
        assertThat(flowing.statusCode()).isEqualTo(200);
        assertThat(json(flowing).getMap())
                .containsEntry("status", "healthy")
                .containsEntry("socket_connected", true)
                .containsEntry("data_flowing", true)
                .containsEntry("last_data_age", 3.0)
                .containsEntry("ladder_level", 1)
                .containsEntry("ladder_step", "warn")
                .containsEntry("next_step", "restart-streams")
                .containsEntry("next_step_in", 80.0);
        assertThat(json(get("/feeds/ib/streams/711280073.trades/health")).getMap())
                .containsEntry("status", "degraded")
                .containsEntry("data_flowing", false)
                .containsEntry("last_data_age", 60.0);
        assertThat(json(get("/feeds/ib/streams/7112/health")).getMap()).containsEntry("last_data_age", null);
        assertThat(get("/feeds/ib/streams/nothing/health").statusCode()).isEqualTo(404);
        assertThat(get("/feeds/nobody/streams/7112/health").statusCode()).isEqualTo(404);
    }

    @Test
    void backgroundHealth_isTheContractsNewestStreamInTheWordsOfTheIbSystem() throws Exception {
        board.set(Boards.with(Level.YELLOW, Boards.feed("ib", FeedState.HEALTHY)));

        assertThat(json(get("/background/health/711280073")).getMap())
                .containsEntry("status", "healthy")
                .containsEntry("contract_id", "711280073")
                .containsEntry("tws_connected", true)
                .containsEntry("background_streaming", true)
                .containsEntry("last_data_age", 3.0)
                .containsEntry("ladder_level", 1)
                .containsEntry("streams", List.of("ib/711280073.quotes", "ib/711280073.trades"));
        assertThat(json(get("/background/health/7112")).getMap())
                .containsEntry("status", "degraded")
                .containsEntry("tws_connected", true)
                .containsEntry("background_streaming", false)
                .containsEntry("streams", List.of("ib/7112"));
        assertThat(get("/background/health/711").statusCode()).isEqualTo(404);
        assertThat(json(get("/background/health/711")).getString("error")).contains("no feed has a stream");
    }

    @Test
    void backgroundHealth_gatewayIsGone_is503() throws Exception {
        board.set(Boards.with(Level.RED, Boards.feed("ib", FeedState.DISCONNECTED)));

        HttpResponse<String> down = get("/background/health/711280073");
        assertThat(down.statusCode()).isEqualTo(503);
        assertThat(json(down).getMap())
                .containsEntry("status", "down")
                .containsEntry("tws_connected", false)
                .containsEntry("background_streaming", false);
    }

    @Test
    void feedHealth_saysHowTheFeedIsHeldBack() throws Exception {
        board.set(Boards.with(Level.GREEN, Boards.feed("a", FeedState.HEALTHY)));

        assertThat(json(get("/feeds/a/health")).getMap())
                .containsEntry("breaker", "closed")
                .containsEntry("storm", false)
                .containsEntry("last_data_age", 0.0)
                .containsEntry("next_step", "restart-streams");
        assertThat(json(get("/health")).getMap())
                .containsEntry("socket_connected", true)
                .containsEntry("data_flowing", true)
                .containsEntry("ladder_level", 1);
    }

    @Test
    void live_journalEnded_is503() throws Exception {
        alive.set(false);

        assertThat(get("/live").statusCode()).isEqualTo(503);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/api/status", "/health", "/live", "/metrics", "/api/outbox"})
    void everyAddress_headIsAnsweredAndPostIsNot(String path) throws Exception {
        HttpResponse<String> head = send(request(path).method("HEAD", HttpRequest.BodyPublishers.noBody()));

        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
        assertThat(send(request(path).POST(HttpRequest.BodyPublishers.noBody())).statusCode())
                .isEqualTo(405);
    }

    @ParameterizedTest
    @CsvSource({"127.0.0.1, 200", "LOCALHOST, 200", "[::1], 200", "warden.example.com, 200", "evil.example, 421"})
    void loopbackServer_answersOnlyToItsNames(String name, int status) throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.setSoTimeout(60_000);
            socket.getOutputStream()
                    .write(("GET /live HTTP/1.1\r\nHost: " + name + ":" + server.port() + "\r\n\r\n").getBytes(UTF_8));
            String first = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8)).readLine();

            assertThat(first).startsWith("HTTP/1.1 " + status);
        }
    }

    @Test
    void events_newBoard_arrives() throws Exception {
        HttpResponse<InputStream> stream =
                client.send(request("/api/events").build(), HttpResponse.BodyHandlers.ofInputStream());
        BufferedReader lines = new BufferedReader(new InputStreamReader(stream.body(), UTF_8));
        assertThat(data(lines).getString("level")).isEqualTo("green");

        vertx.runOnContext(go -> server.show(Boards.with(Level.RED)));

        assertThat(data(lines).getString("level")).isEqualTo("red");
        assertThat(stream.headers().firstValue("content-type")).hasValue("text/event-stream");
        stream.body().close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/assets/app.js",
                "/assets/uplot.js",
                "/public",
                "/badge.svg",
                "/api/incidents",
                "/api/outbox",
                "/metrics"
            })
    void everyAddress_answers_withTheSecurityHeaders(String path) throws Exception {
        HttpResponse<String> answer = get(path);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("content-security-policy").orElseThrow())
                .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'");
        assertThat(answer.headers().firstValue("x-content-type-options")).hasValue("nosniff");
        assertThat(answer.headers().firstValue("x-frame-options")).hasValue("DENY");
        assertThat(answer.headers().firstValue("referrer-policy")).hasValue("no-referrer");
    }

    @Test
    void page_holdsNoInlineScriptOrStyle() throws Exception {
        String page = get("/").body();

        assertThat(page)
                .doesNotContainPattern("<script(?![^>]* src=)")
                .doesNotContain("<style", " style=", " onclick=");
    }

    @Test
    void rules_oneFileWrong_areThoseInForceAndWhatIsWrong() throws Exception {
        JsonObject rules = json(get("/api/rules"));

        assertThat(rules.getJsonArray("files").encode())
                .contains("\"name\":\"good.yaml\",\"state\":\"good\"", "\"name\":\"bad.yaml\",\"state\":\"bad\"");
        JsonObject problem = rules.getJsonArray("files")
                .getJsonObject(1)
                .getJsonArray("problems")
                .getJsonObject(0);
        assertThat(problem.getInteger("line")).isEqualTo(2);
        assertThat(problem.getInteger("column")).isEqualTo(8);
        JsonObject rule = rules.getJsonArray("rules").getJsonObject(0);
        assertThat(rule.getString("red")).isEqualTo("> 5MB, left at < 4MB");
        assertThat(rule.getString("measure")).isEqualTo("last");
        assertThat(rule.getJsonArray("mail").encode()).isEqualTo("[\"red\"]");
    }

    @Test
    void plugins_failedOne_isNamedWithTheReason() throws Exception {
        JsonObject plugin = json(get("/api/plugins")).getJsonArray("plugins").getJsonObject(0);

        assertThat(plugin.getString("state")).isEqualTo("failed");
        assertThat(plugin.getString("error")).isEqualTo("threw <b>at</b> create");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "501", "-1", "x", "1e2", "99999999999"})
    void incidents_badLimit_is400(String limit) throws Exception {
        assertThat(get("/api/incidents?limit=" + limit).statusCode()).isEqualTo(400);
    }

    @Test
    void service_route_isCalledWithPathAndBody() throws Exception {
        ServiceRoutes.Handle handle = services.add(
                "sim",
                "simulator",
                vertx.getOrCreateContext(),
                call -> Future.succeededFuture(new HttpAnswer(
                        200, "{\"got\":\"" + call.method() + " " + call.path() + " " + call.body() + "\"}")));

        HttpResponse<String> answer = send(request("/sim/faults").POST(HttpRequest.BodyPublishers.ofString("x")));

        assertThat(json(answer).getString("got")).isEqualTo("POST /faults x");
        assertThat(json(get("/api/plugins")).getJsonArray("services")).containsExactly("sim");
        handle.remove();
        assertThat(get("/sim/feeds").statusCode()).isEqualTo(404);
        assertThat(json(get("/api/plugins")).getJsonArray("services")).isEmpty();
    }

    @Test
    void service_postFromAnotherSitesPage_isRefused() throws Exception {
        services.add(
                "sim",
                "simulator",
                vertx.getOrCreateContext(),
                call -> Future.succeededFuture(new HttpAnswer(200, "{}")));
        HttpRequest.Builder post = request("/sim/faults").POST(HttpRequest.BodyPublishers.ofString("{}"));

        assertThat(send(post.copy().header("Origin", "http://evil.example")).statusCode())
                .isEqualTo(403);
        assertThat(send(post.copy().header("Origin", "null")).statusCode()).isEqualTo(403);
        assertThat(send(post.copy().header("Origin", "http://127.0.0.1:" + server.port()))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void service_thatThrows_isAnsweredWith500() throws Exception {
        services.add("sim", "simulator", vertx.getOrCreateContext(), call -> {
            throw new IllegalStateException("broken");
        });

        assertThat(get("/sim/feeds").statusCode()).isEqualTo(500);
    }

    @Test
    void unknownAddress_is404InJson() throws Exception {
        assertThat(json(get("/nothing")).getString("error")).isNotEmpty();
        assertThat(get("/nothing/at/all").statusCode()).isEqualTo(404);
    }

    private HttpResponse<String> get(String path) throws Exception {
        return send(request(path));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                .timeout(Duration.ofSeconds(60));
    }

    private static JsonObject json(HttpResponse<String> answer) {
        return new JsonObject(answer.body());
    }

    private static JsonObject data(BufferedReader lines) throws Exception {
        return CompletableFuture.supplyAsync(() -> lines.lines()
                        .filter(line -> line.startsWith("data: "))
                        .findFirst()
                        .map(line -> new JsonObject(line.substring(6)))
                        .orElseThrow())
                .get(60, SECONDS);
    }
}
