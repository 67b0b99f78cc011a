package dev.feedwarden.plugin.simulator.deribit.market;

import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/** Answers about recorded instruments, taken from their tickers and their names. */
final class RecordedJson {

    private static final long CREATED_BEFORE_MILLIS = 30L * 86_400_000;
    private static final long NEVER_MILLIS = 32_503_708_800_000L;

    private RecordedJson() {}

    /** The data of a recorded message. */
    static JsonObject data(String text) {
        return new JsonObject(text).getJsonObject("params").getJsonObject("data");
    }

    /** A number; NaN when something else stands there. */
    static double number(JsonObject data, String name) {
        return data.getValue(name) instanceof Number number ? number.doubleValue() : Double.NaN;
    }

    /** What a name alone tells, where the recording holds no list that names the instrument. */
    static JsonObject definition(Instrument instrument) {
        boolean dated = !instrument.expiry().isEmpty() && !instrument.expiry().equals("PERPETUAL");
        long expiry = dated ? Expiries.moment(instrument.expiry()).toEpochMilli() : NEVER_MILLIS;
        JsonObject definition = new JsonObject()
                .put("instrument_name", instrument.name())
                .put("kind", instrument.kind())
                .put("base_currency", instrument.currency())
                .put("quote_currency", "USD")
                .put("expiration_timestamp", expiry)
                .put("creation_timestamp", expiry - CREATED_BEFORE_MILLIS)
                .put("contract_size", 1.0)
                .put("tick_size", Quotation.TICK);
        if (instrument.kind().equals("option")) {
            definition.put("option_type", instrument.call() ? "call" : "put").put("strike", instrument.strike());
        }
        return definition;
    }

    static JsonObject summary(Instrument instrument, JsonObject ticker, double interest, long millis) {
        return new JsonObject()
                .put("instrument_name", instrument.name())
                .put("open_interest", interest)
                .put("volume", 0.0)
                .put("bid_price", side(ticker, "best_bid_price"))
                .put("ask_price", side(ticker, "best_ask_price"))
                .put("mid_price", null)
                .put("mark_price", ticker.getValue("mark_price"))
                .put("mark_iv", ticker.getValue("mark_iv"))
                .put("last", ticker.getValue("last_price"))
                .put("high", null)
                .put("low", null)
                .put("price_change", null)
                .put("underlying_index", ticker.getValue("underlying_index"))
                .put("underlying_price", ticker.getValue("underlying_price"))
                .put("interest_rate", 0.0)
                .put("estimated_delivery_price", ticker.getValue("estimated_delivery_price"))
                .put("base_currency", instrument.currency())
                .put("quote_currency", instrument.currency())
                .put("creation_timestamp", millis);
    }

    /** The ticker of an instrument that the recording knows from other channels only. */
    static JsonObject unknown(Instrument instrument, long millis) {
        return new JsonObject()
                .put("timestamp", millis)
                .put("instrument_name", instrument.name())
                .put("state", "open")
                .put("best_bid_price", 0.0)
                .put("best_bid_amount", 0.0)
                .put("best_ask_price", 0.0)
                .put("best_ask_amount", 0.0)
                .put("last_price", null)
                .put("open_interest", 0.0);
    }

    private static @Nullable Object side(JsonObject ticker, String name) {
        double price = number(ticker, name);
        return price > 0 ? price : null;
    }
}
