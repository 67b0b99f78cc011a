package dev.feedwarden.plugin.bybit;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The names of ticker topics, {@code tickers.BTC-27DEC24-60000-C-USDT}, and the requests about them. */
final class Topics {

    static final String TICKERS = "tickers.";

    /** The quotes and the comma around an argument. */
    private static final int SEPARATORS = 3;

    private Topics() {}

    static boolean isTicker(String topic) {
        return topic.startsWith(TICKERS);
    }

    /** How many characters a symbol adds to a request. */
    static int characters(String symbol) {
        return TICKERS.length() + symbol.length() + SEPARATORS;
    }

    /** A request about these symbols. */
    static Buffer request(String op, long id, List<String> symbols) {
        var args = new JsonArray();
        symbols.forEach(symbol -> args.add(TICKERS + symbol));
        return new JsonObject()
                .put("req_id", String.valueOf(id))
                .put("op", op)
                .put("args", args)
                .toBuffer();
    }

    /** The symbols of the ticker topics in a list. */
    static Set<String> symbols(JsonArray topics) {
        var symbols = new LinkedHashSet<String>();
        for (Object topic : topics) {
            if (topic instanceof String name && isTicker(name)) {
                symbols.add(name.substring(TICKERS.length()));
            }
        }
        return symbols;
    }
}
