package dev.feedwarden.plugin.deribit;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;

/** Messages as the venue words them, made by hand. */
final class Samples {

    /** The options of the samples expire then. */
    static final Instant EXPIRY = Instant.parse("2026-12-25T08:00:00Z");

    private Samples() {}

    /** An entry of get_instruments, with what the oldest recorded answers have. */
    static JsonObject instrument(String name, Instant expires) {
        return new JsonObject()
                .put("tick_size", 0.0005)
                .put("strike", 4000.0)
                .put("settlement_period", "month")
                .put("option_type", name.endsWith("C") ? "call" : "put")
                .put("kind", "option")
                .put("is_active", true)
                .put("instrument_name", name)
                .put("expiration_timestamp", expires.toEpochMilli())
                .put("base_currency", "ETH");
    }

    /** An entry of get_book_summary_by_currency. */
    static JsonObject summary(String name, Object openInterest) {
        return new JsonObject()
                .put("volume", 0.0)
                .putNull("bid_price")
                .putNull("last")
                .put("instrument_name", name)
                .put("open_interest", openInterest);
    }

    static JsonArray array(JsonObject... entries) {
        return new JsonArray(new ArrayList<>(Arrays.asList(entries)));
    }

    static JsonObject notification(String channel, JsonObject data) {
        return new JsonObject()
                .put("jsonrpc", "2.0")
                .put("method", "subscription")
                .put("params", new JsonObject().put("channel", channel).put("data", data));
    }

    /** The data of a ticker with both sides. */
    static JsonObject ticker(String instrument) {
        return new JsonObject()
                .put("timestamp", 1_790_133_840_887L)
                .put("state", "open")
                .put("instrument_name", instrument)
                .put("best_bid_price", 0.0525)
                .put("best_bid_amount", 12.0)
                .put("best_ask_price", 0.0535)
                .put("best_ask_amount", 7)
                .put("bid_iv", 60.76)
                .put("ask_iv", 68.88)
                .put("mark_iv", 64.2)
                .put("mark_price", 0.053012)
                .put("last_price", 0.05)
                .put("settlement_price", 0.06)
                .put("underlying_price", 4012.5)
                .put("underlying_index", "SYN.ETH-25DEC26")
                .put("index_price", 4001.25)
                .put("estimated_delivery_price", 4001.25)
                .put("interest_rate", 0.0)
                .put("open_interest", 1047.0)
                .put("min_price", 0.0001)
                .put("max_price", 0.2)
                .put(
                        "greeks",
                        new JsonObject()
                                .put("delta", 0.45)
                                .put("gamma", 0.00121)
                                .put("vega", 1.64829)
                                .put("theta", -4.39264)
                                .put("rho", 0.62314))
                .put("stats", new JsonObject().putNull("volume").putNull("price_change"));
    }
}
