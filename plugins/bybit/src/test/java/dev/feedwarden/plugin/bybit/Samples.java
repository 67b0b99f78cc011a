package dev.feedwarden.plugin.bybit;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** Messages in the shapes of the venue's documentation, with numbers of our own. */
final class Samples {

    static final String CALL = "ETH-27MAR26-3000-C-USDT";
    static final String PUT = "ETH-27MAR26-2500-P";
    static final long TS = 1_772_445_600_123L;

    private Samples() {}

    /** The data of a ticker with both sides. */
    static JsonObject data(String symbol) {
        return new JsonObject()
                .put("symbol", symbol)
                .put("bidPrice", "120.5")
                .put("bidSize", "10")
                .put("bidIv", "0.6004")
                .put("askPrice", "125")
                .put("askSize", "7.5")
                .put("askIv", "0.6523")
                .put("lastPrice", "121")
                .put("highPrice24h", "130")
                .put("lowPrice24h", "110")
                .put("markPrice", "122.05463912")
                .put("indexPrice", "3009.53")
                .put("markPriceIv", "0.6233")
                .put("underlyingPrice", "3010.25055849")
                .put("openInterest", "231.5")
                .put("turnover24h", "211.8")
                .put("volume24h", "10")
                .put("totalVolume", "20")
                .put("totalTurnover", "421")
                .put("delta", "0.42723543")
                .put("gamma", "0.0005193")
                .put("vega", "2.02075941")
                .put("theta", "-3.06527514")
                .put("predictedDeliveryPrice", "0")
                .put("change24h", "-0.11111112");
    }

    static JsonObject message(String type, JsonObject data) {
        String symbol = data.getString("symbol");
        return new JsonObject()
                .put("id", "tickers." + symbol + "-3414625745-" + TS)
                .put("topic", "tickers." + symbol)
                .put("ts", TS)
                .put("data", data)
                .put("type", type);
    }

    static Buffer snapshot(String symbol) {
        return message("snapshot", data(symbol)).toBuffer();
    }

    static Buffer answer(List<String> success, List<String> fail) {
        return new JsonObject()
                .put("success", true)
                .put("conn_id", "da7u80nak99fkijm8s6g-3x3ed")
                .put("data", new JsonObject().put("failTopics", topics(fail)).put("successTopics", topics(success)))
                .put("type", "COMMAND_RESP")
                .toBuffer();
    }

    private static JsonArray topics(List<String> symbols) {
        var topics = new JsonArray();
        symbols.forEach(symbol -> topics.add("tickers." + symbol));
        return topics;
    }
}
