package dev.feedwarden.plugin.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DeribitMethodsTest {

    private Rig rig;
    private DeribitClient client;

    @BeforeEach
    void open() throws Exception {
        rig = Rig.started(Map.of("instruments", 100));
        client = rig.client();
    }

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void answers_known_haveTheEnvelope() throws Exception {
        JsonObject answer = client.call("public/hello", new JsonObject());

        assertThat(answer.getString("jsonrpc")).isEqualTo("2.0");
        assertThat(answer.getInteger("id")).isEqualTo(1);
        assertThat(answer.getJsonObject("result").getString("version")).isNotEmpty();
        assertThat(answer.getLong("usOut") - answer.getLong("usIn")).isEqualTo(answer.getLong("usDiff"));
        assertThat(answer.getBoolean("testnet")).isFalse();
        assertThat(client.call("public/test", new JsonObject())
                        .getJsonObject("result")
                        .getString("version"))
                .isNotEmpty();
        assertThat(client.call("public/get_time", new JsonObject()).getLong("result"))
                .isEqualTo(Rig.START.toEpochMilli());
        assertThat(client.call("public/status", new JsonObject())
                        .getJsonObject("result")
                        .getString("locked"))
                .isEqualTo("false");
    }

    @Test
    void ids_textOrNone_areGivenBack() throws Exception {
        client.send("{\"jsonrpc\":\"2.0\",\"id\":\"mine\",\"method\":\"public/test\"}");
        assertThat(new JsonObject(client.next()).getString("id")).isEqualTo("mine");

        client.send("{\"jsonrpc\":\"2.0\",\"method\":\"public/test\"}");
        JsonObject answer = new JsonObject(client.next());
        assertThat(answer.containsKey("id")).isFalse();
        assertThat(answer.containsKey("result")).isTrue();
    }

    @Test
    void getInstruments_eth_listsTenExpiriesAtEight() throws Exception {
        JsonArray options = client.call(
                        "public/get_instruments",
                        new JsonObject().put("currency", "ETH").put("kind", "option"))
                .getJsonArray("result");

        Set<Long> expiries = new HashSet<>();
        Set<String> names = new HashSet<>();
        for (int i = 0; i < options.size(); i++) {
            JsonObject option = options.getJsonObject(i);
            expiries.add(option.getLong("expiration_timestamp"));
            names.add(option.getString("instrument_name"));
            assertThat(option.getString("instrument_name")).matches("ETH-\\d{1,2}[A-Z]{3}\\d{2}-\\d+-[CP]");
            assertThat(option.getString("kind")).isEqualTo("option");
        }
        assertThat(expiries).hasSize(10).allMatch(millis -> millis % 86_400_000 == 8 * 3_600_000);
        assertThat(names).hasSize(100);
        assertThat(client.call("public/get_instruments", new JsonObject().put("currency", "any"))
                        .getJsonArray("result"))
                .hasSize(200);
    }

    @Test
    void getBookSummary_eth_hasZerosAndTiesInOpenInterest() throws Exception {
        JsonArray rows = client.call(
                        "public/get_book_summary_by_currency",
                        new JsonObject().put("currency", "ETH").put("kind", "option"))
                .getJsonArray("result");

        List<Double> interest = rows.stream()
                .map(row -> ((JsonObject) row).getDouble("open_interest"))
                .toList();
        assertThat(interest).hasSize(100).contains(0.0);
        assertThat(new HashSet<>(interest)).hasSizeLessThan(90);
        assertThat(rows.stream().map(row -> ((JsonObject) row).getValue("bid_price")))
                .anyMatch(price -> price == null)
                .anyMatch(price -> price instanceof Double);
    }

    @Test
    void tickerIndexAndExpirations_known_areAnswered() throws Exception {
        JsonObject ticker = client.call("public/ticker", new JsonObject().put("instrument_name", first()))
                .getJsonObject("result");
        assertThat(ticker.getString("instrument_name")).isEqualTo(first());
        assertThat(ticker.getJsonObject("greeks").getDouble("gamma")).isNotNegative();

        assertThat(client.call("public/get_index_price", new JsonObject().put("index_name", "eth_usd"))
                        .getJsonObject("result")
                        .getDouble("index_price"))
                .isPositive();
        JsonObject days = client.call(
                        "public/get_expirations",
                        new JsonObject().put("currency", "ETH").put("kind", "option"))
                .getJsonObject("result");
        assertThat(days.getJsonObject("eth").getJsonArray("option")).hasSize(10).contains("19NOV26");
    }

    @Test
    void errors_ofEachKind_haveDeribitsShape() throws Exception {
        assertError(client.call("public/nothing", new JsonObject()), -32601, "Method not found");
        JsonObject missing = client.call("public/get_book_summary_by_currency", new JsonObject());
        assertError(missing, -32602, "Invalid params");
        assertThat(missing.getJsonObject("error").getJsonObject("data").getString("param"))
                .isEqualTo("currency");
        assertError(
                client.call("public/get_book_summary_by_currency", new JsonObject().put("currency", "any")),
                -32602,
                "Invalid params");
        JsonObject unknown = client.call("public/ticker", new JsonObject().put("instrument_name", "ETH-1JAN20-1-C"));
        assertThat(unknown.getJsonObject("error").getJsonObject("data").getString("reason"))
                .isEqualTo("instrument not found");
        JsonObject noList = client.call("public/subscribe", new JsonObject().put("channels", "all"));
        assertThat(noList.getJsonObject("error").getJsonObject("data").getString("reason"))
                .isEqualTo("value must be a list");
        assertError(client.call("public/set_heartbeat", new JsonObject().put("interval", 9)), -32602, "Invalid params");
        assertError(
                client.call(
                        "public/subscribe",
                        new JsonObject().put("channels", new JsonArray().add("ticker." + first() + ".raw"))),
                13778,
                "raw_subscriptions_not_available_for_unauthorized");
    }

    @Test
    void frames_unreadableOrTooLarge_areAnsweredWithoutId() throws Exception {
        client.send("what?");
        JsonObject bad = new JsonObject(client.next());
        assertError(bad, 11050, "bad_request");
        assertThat(bad.getJsonObject("error").getString("data")).isEqualTo("invalid json");
        assertThat(bad.containsKey("id")).isFalse();

        client.send("{\"id\":1,\"method\":\"public/test\",\"params\":{\"x\":\"" + "y".repeat(32 * 1024) + "\"}}");
        JsonObject large = new JsonObject(client.next());
        assertError(large, -32600, "request entity too large");
        assertThat(large.containsKey("id")).isFalse();
        assertThat(client.call("public/test", new JsonObject()).containsKey("result"))
                .isTrue();
    }

    @Test
    void subscribe_someUnknown_acknowledgesTheRestInAnotherOrder() throws Exception {
        String one = "ticker." + first() + ".100ms";
        String two = "ticker." + first() + ".agg2";

        JsonArray acknowledged = client.subscribe(
                List.of("platform_state", one, "ticker.ETH-X-1-C.100ms", two, "book." + first() + ".100ms"));

        assertThat(acknowledged).containsExactly(two, one, "platform_state");
        assertThat(client.subscribe(List.of("nonsense"))).isEmpty();
        assertThat(client.call(
                                "public/unsubscribe",
                                new JsonObject()
                                        .put(
                                                "channels",
                                                new JsonArray().add(one).add("x")))
                        .getJsonArray("result"))
                .containsExactly(one);
        assertThat(client.call("public/unsubscribe_all", new JsonObject()).getString("result"))
                .isEqualTo("ok");
        assertThat(rig.feed().getInteger("subscriptions")).isZero();
    }

    @Test
    void http_getAndPost_answerTheSame() throws Exception {
        var get = rig.get("/api/v2/public/get_instruments?currency=BTC&expired=false");
        assertThat(get.statusCode()).isEqualTo(200);
        assertThat(new JsonObject(get.body()).getJsonArray("result")).hasSize(100);

        var post = rig.post("/api/v2/public/ticker", "{\"id\":7,\"params\":{\"instrument_name\":\"" + first() + "\"}}");
        assertThat(new JsonObject(post.body()).getInteger("id")).isEqualTo(7);
        assertThat(new JsonObject(post.body()).getJsonObject("result").getString("state"))
                .isEqualTo("open");

        assertThat(rig.get("/api/v2/public/subscribe").statusCode()).isEqualTo(400);
        assertThat(rig.get("/elsewhere").statusCode()).isEqualTo(404);
    }

    @Test
    void connections_thirtyThird_isRefusedWith429() throws Exception {
        for (int i = 1; i < 32; i++) {
            rig.client();
        }
        var refused = rig.connecting().toCompletionStage().toCompletableFuture();

        assertThat(refused)
                .failsWithin(Duration.ofSeconds(Rig.PATIENCE_SECONDS))
                .withThrowableOfType(ExecutionException.class)
                .withMessageContaining("429");
        assertThat(rig.readings)
                .singleElement()
                .satisfies(reading -> assertThat(reading.metric()).isEqualTo("simulator.refused"));
    }

    private String first() throws Exception {
        return new JsonObject(
                        rig.get("/api/v2/public/get_instruments?currency=ETH").body())
                .getJsonArray("result")
                .getJsonObject(0)
                .getString("instrument_name");
    }

    private static void assertError(JsonObject answer, int code, String message) {
        assertThat(answer.getJsonObject("error").getInteger("code")).isEqualTo(code);
        assertThat(answer.getJsonObject("error").getString("message")).isEqualTo(message);
    }
}
