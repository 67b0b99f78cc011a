package dev.feedwarden.plugin.simulator.bybit;

import io.vertx.core.json.JsonObject;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** What is listed, and what is known of its prices. Lives on one event loop. */
interface Listings {

    /** The venue's time in milliseconds since 1970; never goes back. */
    long millis();

    /** The symbols that can be subscribed, sorted. */
    Collection<String> symbols();

    /** The coin of a symbol. */
    static String coin(String symbol) {
        int end = symbol.indexOf('-');
        return end < 0 ? symbol.replaceFirst("(USDT|USDC|USD|PERP)$", "") : symbol.substring(0, end);
    }

    /** An entry of {@code /v5/market/instruments-info}. */
    JsonObject instrument(String symbol);

    /**
     * What a ticker of the symbol says now, as its topic does; null while nothing is known.
     *
     * @param moving whether prices go on although their messages are held back
     */
    @Nullable
    JsonObject ticker(String symbol, boolean moving);

    /** Takes a symbol off the list. */
    void expire(String symbol);
}
