package dev.feedwarden.supervisor.web;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.feedwarden.api.Settings;
import dev.feedwarden.api.kit.ManualTimers;
import dev.feedwarden.api.sink.LatestQuotes;
import dev.feedwarden.api.tick.Quote;
import dev.feedwarden.api.tick.QuoteBuilder;
import dev.feedwarden.api.tick.Tick;
import dev.feedwarden.rules.Level;
import dev.feedwarden.supervisor.metrics.Meter;
import dev.feedwarden.supervisor.metrics.Meters;
import dev.feedwarden.supervisor.quotes.OptionBook;
import dev.feedwarden.supervisor.quotes.QuoteReaders;
import dev.feedwarden.supervisor.quotes.QuoteTable;
import dev.feedwarden.supervisor.status.StatusBoard;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OptionRoutesTest {

    private static final long MICROS = Boards.NOW.getEpochSecond() * 1_000_000;

    private final Vertx vertx = Vertx.vertx();
    private final HttpClient client = HttpClient.newHttpClient();
    private final ManualTimers timers = new ManualTimers(Boards.NOW);
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final Meters meters = new Meters(registry);
    private final QuoteTable table = new QuoteTable(timers, meters);
    private final QuoteReaders readers = new QuoteReaders();
    private final ResponseCache cache = new ResponseCache(timers, meters);
    private final ApiMeasure measure = new ApiMeasure(timers, meters);
    private WebServer server;

    @BeforeEach
    void start() throws Exception {
        StatusBoard board = Boards.with(Level.GREEN);
        WebServer.Sources sources = new WebServer.Sources(
                () -> board,
                new NoHistory(),
                List::of,
                List::of,
                () -> Boards.RULES,
                new ServiceRoutes(),
                new OptionBook(vertx, timers, table, readers, meters),
                cache,
                measure,
                () -> true,
                Boards.INSIGHT,
                registry,
                meters,
                timers);
        server = WebServer.listen(vertx, new WebServer.Address("127.0.0.1", 0, List.of()), sources, Nobody.ACTS)
                .toCompletionStage()
                .toCompletableFuture()
                .get(60, SECONDS);
        table.accept(List.of(
                quote("deribit", "BTC-25DEC26-70000-P", 3),
                quote("deribit", "BTC-25DEC26-60000-P", 2),
                quote("deribit", "BTC-25DEC26-60000-C", 1),
                quote("bybit", "BTC-27NOV26-60000-C-USDT", 0),
                quote("deribit", "ETH-25DEC26-3000-C", 9)));
    }

    @AfterEach
    void stop() throws Exception {
        server.close().toCompletionStage().toCompletableFuture().get(60, SECONDS);
        vertx.close().toCompletionStage().toCompletableFuture().get(60, SECONDS);
    }

    @Test
    void options_fromMemory_areSortedAndWhole() throws Exception {
        HttpResponse<String> answer = get("/api/options/BTC");
        JsonObject page = new JsonObject(answer.body());

        assertThat(page.fieldNames())
                .containsExactly("underlying", "source", "time", "count", "total", "next", "quotes");
        assertThat(page.getString("source")).isEqualTo("memory");
        assertThat(page.getString("time")).isEqualTo("2026-11-21T08:00:00Z");
        assertThat(page.getInteger("total")).isEqualTo(4);
        assertThat(page.getString("next")).isNull();
        assertThat(instruments(page))
                .containsExactly(
                        "BTC-27NOV26-60000-C-USDT",
                        "BTC-25DEC26-60000-C",
                        "BTC-25DEC26-60000-P",
                        "BTC-25DEC26-70000-P");
        JsonObject quote = page.getJsonArray("quotes").getJsonObject(1);
        assertThat(quote.getString("expiry")).isEqualTo("2026-12-25");
        assertThat(quote.getDouble("strike")).isEqualTo(60_000);
        assertThat(quote.getString("type")).isEqualTo("call");
        assertThat(quote.getDouble("bid")).isEqualTo(1);
        assertThat(quote.containsKey("ask")).isTrue();
        assertThat(quote.getValue("ask")).isNull();
        assertThat(quote.getString("exchangeTime")).isEqualTo("2026-11-21T08:00:00Z");
        assertThat(answer.headers().firstValue("x-content-type-options")).hasValue("nosniff");
        assertThat(answer.headers().firstValue("content-security-policy")).isPresent();
    }

    @ParameterizedTest
    @CsvSource({
        "expiry=2026-11-27, 1",
        "type=call, 2",
        "type=P, 2",
        "feed=bybit, 1",
        "feed=nobody, 0",
        "expiry=2026-12-25&type=put, 2",
        "limit=5000, 4",
        "limit=1, 1",
    })
    void options_filtered_areThoseAskedFor(String query, int count) throws Exception {
        assertThat(new JsonObject(get("/api/options/btc?" + query).body()).getInteger("count"))
                .isEqualTo(count);
    }

    @Test
    void pages_followedByTheirCursors_giveEveryQuoteOnceThoughOthersCome() throws Exception {
        List<String> seen = new ArrayList<>();
        String next = "";
        while (next != null) {
            JsonObject page =
                    new JsonObject(get("/api/options/BTC?limit=1" + next).body());
            seen.addAll(instruments(page));
            next = page.getString("next") == null ? null : "&cursor=" + page.getString("next");
            table.accept(List.of(quote("deribit", "BTC-24NOV26-60000-C", 0)));
        }

        assertThat(seen)
                .containsExactly(
                        "BTC-27NOV26-60000-C-USDT",
                        "BTC-25DEC26-60000-C",
                        "BTC-25DEC26-60000-P",
                        "BTC-25DEC26-70000-P");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "limit=0",
                "limit=5001",
                "limit=-1",
                "limit=1e3",
                "limit=",
                "limit=1&limit=2",
                "type=",
                "type=both",
                "expiry=27NOV26",
                "expiry=2026-02-30",
                "expiry=+999999999-01-01x",
                "feed=..%2F..%2Fetc",
                "feed=%3Cscript%3E",
                "cursor=x",
                "cursor=deribit/ETH-PERPETUAL",
                "cursor=%00/BTC-25DEC26-60000-C",
                "offset=1",
                "Limit=1",
                "%3Cb%3E=1",
                "limit=%F0%9F%98%80",
            })
    void options_wrongParameter_is400WithWhatWasExpectedAndFound(String query) throws Exception {
        HttpResponse<String> answer = get("/api/options/BTC?" + query);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(new JsonObject(answer.body()).fieldNames())
                .containsExactly("error", "parameter", "expected", "found");
        assertThat(new JsonObject(answer.body()).getString("found")).hasSizeLessThan(70);
    }

    @ParameterizedTest
    @ValueSource(strings = {"%00", "BTC%2FETH", "B%20C", "%F0%9F%98%80", "BTC;drop", "ABCDEFGHIJKLMNOPQ", "%zz"})
    void options_underlyingThatIsNone_is400(String underlying) throws Exception {
        assertThat(status("GET /api/options/" + underlying)).isEqualTo(400);
        assertThat(status("GET /api/options/BTC?limit=%zz")).isEqualTo(400);
    }

    @Test
    void options_veryLongParameter_isShownCut() throws Exception {
        JsonObject error =
                new JsonObject(get("/api/options/BTC?type=" + "x".repeat(3_000)).body());

        assertThat(error.getString("found")).isEqualTo("x".repeat(60) + "...");
    }

    @Test
    void options_unknownUnderlying_is404() throws Exception {
        assertThat(get("/api/options/DOGE").statusCode()).isEqualTo(404);
        assertThat(get("/api/options").statusCode()).isEqualTo(404);
        assertThat(get("/api/options/BTC/x").statusCode()).isEqualTo(404);
    }

    @Test
    void options_knownTag_is304UntilSomethingChanges() throws Exception {
        String tag = get("/api/options/BTC").headers().firstValue("etag").orElseThrow();
        assertThat(tag).matches("\"[0-9a-f]{32}\"");

        assertThat(conditional(tag)).isEqualTo(304);
        assertThat(conditional("\"x\", W/" + tag)).isEqualTo(304);
        assertThat(conditional("*")).isEqualTo(304);
        assertThat(conditional("\"x\"")).isEqualTo(200);
        table.accept(List.of(quote("deribit", "BTC-25DEC26-60000-C", 1.5)));
        assertThat(conditional(tag)).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "gzip, true",
        "'br, gzip;q=0.5', true",
        "*, true",
        "gzip;q=0, false",
        "'*, gzip;q=0', false",
        "br, false"
    })
    void options_clientThatTakesGzip_getsIt(String accepted, boolean gzip) throws Exception {
        HttpResponse<byte[]> answer = client.send(
                request("/api/options/BTC").header("Accept-Encoding", accepted).build(),
                HttpResponse.BodyHandlers.ofByteArray());

        assertThat(answer.headers().firstValue("content-encoding").isPresent()).isEqualTo(gzip);
        assertThat(answer.headers().firstValue("vary").orElseThrow()).isEqualToIgnoringCase("accept-encoding");
        byte[] body =
                gzip ? new GZIPInputStream(new ByteArrayInputStream(answer.body())).readAllBytes() : answer.body();
        assertThat(new String(body, StandardCharsets.UTF_8))
                .isEqualTo(get("/api/options/BTC").body());
    }

    @Test
    void options_sinkThatReadsBack_isAsked() throws Exception {
        Runnable leave = reader(underlying -> Future.succeededFuture(
                List.of(quote("deribit", underlying + "-25DEC26-50000-C", 7), quote("deribit", "ETH-25DEC26-1-C", 7))));
        JsonObject page = new JsonObject(get("/api/options/BTC").body());

        assertThat(page.getString("source")).isEqualTo("latest");
        assertThat(instruments(page)).containsExactly("BTC-27NOV26-60000-C-USDT", "BTC-25DEC26-50000-C");
        leave.run();
        assertThat(new JsonObject(get("/api/options/BTC").body()).getString("source"))
                .isEqualTo("memory");
    }

    @Test
    void options_sinkThatFails_areFromMemoryAndItIsLeftAloneForAWhile() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        reader(underlying -> {
            asked.incrementAndGet();
            throw new IllegalStateException("no connection");
        });

        assertThat(new JsonObject(get("/api/options/BTC").body()).getString("source"))
                .isEqualTo("memory");
        get("/api/options/BTC");
        assertThat(asked).hasValue(1);
        assertThat(meters.total(Meter.QUOTES_READ_FAILURES)).isEqualTo(1);
        timers.advance(Duration.ofSeconds(5));
        get("/api/options/BTC");
        assertThat(asked).hasValue(2);
    }

    @Test
    void options_sinkThatHangs_areFromMemoryAfterASecond() throws Exception {
        CompletableFuture<String> asked = new CompletableFuture<>();
        reader(underlying -> {
            asked.complete(underlying);
            return Promise.<List<Quote>>promise().future();
        });
        var answer = client.sendAsync(request("/api/options/BTC").build(), HttpResponse.BodyHandlers.ofString());
        asked.get(60, SECONDS);
        onLoop(() -> timers.advance(Duration.ofSeconds(1)));

        assertThat(new JsonObject(answer.get(60, SECONDS).body()).getString("source"))
                .isEqualTo("memory");
    }

    @Test
    void options_hundredClientsAtOnce_allGetTheWholeAnswer() throws Exception {
        table.accept(IntStream.range(0, 2_000)
                .<Tick>mapToObj(i -> quote("deribit", "SOL-25DEC26-" + (i + 1) + "-C", i))
                .toList());
        List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            answers.add(client.sendAsync(request("/api/options/SOL").build(), HttpResponse.BodyHandlers.ofString()));
        }
        for (var answer : answers) {
            JsonObject page = new JsonObject(answer.get(60, SECONDS).body());
            assertThat(page.getInteger("count")).isEqualTo(2_000);
            assertThat(page.getJsonArray("quotes")).hasSize(2_000);
        }
        assertThat(measure.requests()).isEqualTo(100);
        assertThat(meters.total(Meter.API_ERRORS)).isZero();
    }

    @Test
    void options_tooManyDifferentQuestionsAtOnce_are503() throws Exception {
        Promise<List<Quote>> late = Promise.promise();
        AtomicInteger asked = new AtomicInteger();
        CompletableFuture<Void> full = new CompletableFuture<>();
        reader(underlying -> {
            if (asked.incrementAndGet() == OptionAnswers.MOST_MAKING) {
                full.complete(null);
            }
            return late.future();
        });
        List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
        for (int i = 1; i <= OptionAnswers.MOST_MAKING; i++) {
            answers.add(client.sendAsync(
                    request("/api/options/BTC?limit=" + i).build(), HttpResponse.BodyHandlers.ofString()));
        }
        full.get(60, SECONDS);

        assertThat(get("/api/options/BTC?limit=100").statusCode()).isEqualTo(503);
        assertThat(meters.total(Meter.API_BUSY)).isEqualTo(1);
        late.complete(List.of());
        for (var answer : answers) {
            assertThat(answer.get(60, SECONDS).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void options_whileAnswersAreKept_areMadeOnce() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        reader(underlying -> {
            asked.incrementAndGet();
            return Future.succeededFuture(List.of());
        });
        onLoop(() -> cache.turnOn(Settings.of("", Map.of())));
        String first = get("/api/options/BTC").body();
        table.accept(List.of(quote("deribit", "BTC-25DEC26-60000-C", 1.5)));
        assertThat(get("/api/options/BTC").body()).isEqualTo(first);
        assertThat(asked).hasValue(1);

        onLoop(() -> timers.advance(Duration.ofSeconds(1)));
        assertThat(get("/api/options/BTC").body()).isNotEqualTo(first);
    }

    @Test
    void head_isAnsweredWithTheLengthAndPostIsNot() throws Exception {
        HttpResponse<String> head = client.send(
                request("/api/options/BTC")
                        .method("HEAD", HttpRequest.BodyPublishers.noBody())
                        .build(),
                HttpResponse.BodyHandlers.ofString());

        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.headers().firstValueAsLong("content-length").orElse(0))
                .isEqualTo(get("/api/options/BTC").body().length());
        assertThat(status("POST /api/options/BTC")).isEqualTo(405);
    }

    private Runnable reader(LatestQuotes quotes) {
        return readers.add("latest", vertx.getOrCreateContext(), quotes);
    }

    private void onLoop(Runnable task) throws Exception {
        CompletableFuture<Void> done = new CompletableFuture<>();
        vertx.getOrCreateContext().runOnContext(go -> {
            task.run();
            done.complete(null);
        });
        done.get(60, SECONDS);
    }

    private int conditional(String tags) throws Exception {
        return client.send(
                        request("/api/options/BTC")
                                .header("If-None-Match", tags)
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .statusCode();
    }

    /** The status of a request whose address no client would send as it is. */
    private int status(String line) throws Exception {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.setSoTimeout(60_000);
            socket.getOutputStream()
                    .write((line + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n\r\n")
                            .getBytes(StandardCharsets.UTF_8));
            String first = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))
                    .readLine();
            return Integer.parseInt(first.split(" ", 3)[1]);
        }
    }

    private HttpResponse<String> get(String path) throws Exception {
        return client.send(request(path).build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                .timeout(Duration.ofSeconds(30));
    }

    private static List<String> instruments(JsonObject page) {
        JsonArray quotes = page.getJsonArray("quotes");
        return IntStream.range(0, quotes.size())
                .mapToObj(i -> quotes.getJsonObject(i).getString("instrument"))
                .toList();
    }

    private static Quote quote(String feed, String instrument, double bid) {
        return new QuoteBuilder(feed, instrument, MICROS, MICROS).bid(bid).build();
    }
}
