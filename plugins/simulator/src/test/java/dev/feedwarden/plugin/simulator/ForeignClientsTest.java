package dev.feedwarden.plugin.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What clients of other people send, word for word: ccxt and tardis-dev as they come, with nothing set but the address. */
class ForeignClientsTest {

    @Test
    void deribit_asCcxtStarts_listsMarketsAndTickers() throws Exception {
        try (Rig rig = Rig.started(Map.of("instruments", 20))) {
            JsonArray markets = result(rig, "/api/v2/public/get_instruments");
            assertThat(markets).hasSize(40);
            JsonObject market = markets.getJsonObject(0);
            assertThat(market.fieldNames())
                    .contains("kind", "settlement_period", "min_trade_amount", "tick_size", "contract_size");
            String name = market.getString("instrument_name");

            assertThat(result(rig, "/api/v2/public/get_currencies").stream()
                            .map(currency -> ((JsonObject) currency).getString("currency")))
                    .contains("BTC", "ETH");
            for (Object currency : result(rig, "/api/v2/public/get_currencies")) {
                String list =
                        "/api/v2/public/get_instruments?currency=" + ((JsonObject) currency).getString("currency");
                assertThat(rig.get(list).statusCode()).isEqualTo(200);
            }
            assertThat(result(rig, "/api/v2/public/get_book_summary_by_instrument?instrument_name=" + name)
                            .getJsonObject(0)
                            .getString("instrument_name"))
                    .isEqualTo(name);
            assertThat(rig.get("/api/v2/public/get_book_summary_by_instrument?instrument_name=none")
                            .statusCode())
                    .isEqualTo(400);
        }
    }

    @Test
    void bybit_asCcxtStarts_eachCategoryHasItsOwn() throws Exception {
        try (Rig rig = Rig.started(Map.of("exchange", "bybit", "instruments", 20))) {
            for (String category : new String[] {"spot", "linear", "inverse"}) {
                assertThat(list(rig, "/v5/market/instruments-info?category=" + category + "&limit=1000"))
                        .isEmpty();
                assertThat(list(rig, "/v5/market/tickers?category=" + category)).isEmpty();
            }
            assertThat(list(rig, "/v5/market/instruments-info?category=option&baseCoin=BTC"))
                    .hasSize(20);
            assertThat(list(rig, "/v5/market/instruments-info?category=option&baseCoin=SOL"))
                    .isEmpty();
            assertThat(new JsonObject(rig.get("/v5/market/tickers?category=option")
                                    .body())
                            .getInteger("retCode"))
                    .isEqualTo(10001);
        }
    }

    @Test
    void bybit_asCcxtAndTardisSubscribe_sendsData() throws Exception {
        try (Rig rig = Rig.started(Map.of("exchange", "bybit", "instruments", 20))) {
            String symbol = list(rig, "/v5/market/instruments-info?category=option&baseCoin=ETH")
                    .getJsonObject(0)
                    .getString("symbol");
            String topic = "tickers." + symbol;
            DeribitClient client = rig.client("/v5/public/option");
            client.send("{\"op\":\"subscribe\",\"req_id\":\"1\",\"args\":[\"" + topic + "\"]}");
            assertThat(client.until(text -> text.contains("COMMAND_RESP"))
                            .getJsonObject("data")
                            .getJsonArray("successTopics"))
                    .containsExactly(topic);
            assertThat(client.until(text -> text.contains("\"topic\"")).getString("topic"))
                    .isEqualTo(topic);
            for (String ping : new String[] {"{\"req_id\":\"2\",\"op\":\"ping\"}", "{\"op\":\"ping\"}"}) {
                client.send(ping);
                assertThat(client.until(text -> text.contains("pong")).getString("op"))
                        .isIn("pong", "ping");
            }
        }
    }

    private static JsonArray result(Rig rig, String path) throws Exception {
        return new JsonObject(rig.get(path).body()).getJsonArray("result");
    }

    private static JsonArray list(Rig rig, String path) throws Exception {
        return new JsonObject(rig.get(path).body()).getJsonObject("result").getJsonArray("list");
    }
}
