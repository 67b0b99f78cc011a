package dev.feedwarden.plugin.bybit;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the venue lists for one coin, joined from {@code instruments-info} (expiries) and {@code tickers} (open interest).
 *
 * @param contracts those that are traded and could be read
 * @param skipped how many entries could not be read, or have a symbol too long for our topics
 */
record Listing(List<Contract> contracts, int skipped) {

    private static final Pattern SYMBOL =
            Pattern.compile("[A-Z0-9]{1,15}-\\d{1,2}[A-Z]{3}\\d{2}-\\d{1,12}(?:\\.\\d{1,8})?-[CP](?:-[A-Z]{1,10})?");

    /** @param longestSymbol what the venue's limit of characters leaves for one */
    static Listing of(JsonArray instruments, JsonArray tickers, int longestSymbol) {
        Map<String, Double> interest = new HashMap<>();
        for (Object ticker : tickers) {
            String symbol = ticker instanceof JsonObject entry ? Json.text(entry, "symbol") : null;
            if (symbol != null) {
                double value = Json.number((JsonObject) ticker, "openInterest");
                interest.put(symbol, Double.isFinite(value) ? value : 0);
            }
        }
        var contracts = new ArrayList<Contract>();
        int skipped = 0;
        for (Object instrument : instruments) {
            JsonObject entry = instrument instanceof JsonObject object ? object : new JsonObject();
            String status = Json.text(entry, "status");
            Contract read = read(entry, interest, longestSymbol);
            if (read == null) {
                skipped++;
            } else if (status == null || status.equals("Trading")) {
                contracts.add(read);
            }
        }
        return new Listing(List.copyOf(contracts), skipped);
    }

    private static @Nullable Contract read(JsonObject entry, Map<String, Double> interest, int longestSymbol) {
        String symbol = Json.text(entry, "symbol");
        double delivery = Json.number(entry, "deliveryTime");
        if (symbol == null
                || symbol.length() > longestSymbol
                || !SYMBOL.matcher(symbol).matches()
                || !(delivery > 0 && delivery < BybitFeed.LATEST_MILLIS)) {
            return null;
        }
        return new Contract(symbol, Instant.ofEpochMilli((long) delivery), interest.getOrDefault(symbol, 0.0));
    }
}
