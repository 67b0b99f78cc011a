package dev.feedwarden.plugin.simulator.bybit;

import dev.feedwarden.plugin.simulator.deribit.market.Instrument;
import dev.feedwarden.plugin.simulator.deribit.market.LiveMarket;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The made-up market as Bybit tells of it: prices in US dollars instead of coins, volatilities as fractions, numbers as
 * text, and an empty side as {@code "0"} (Bybit API v5, ticker of options).
 */
final class LiveListings implements Listings {

    private static final String SETTLED = "-USDT";
    private static final int PRICE_DIGITS = 2;
    private static final int FINE_DIGITS = 8;
    private static final int VOLATILITY_DIGITS = 4;

    private final LiveMarket market;
    private final Map<String, JsonObject> last = new HashMap<>();

    LiveListings(LiveMarket market) {
        this.market = market;
    }

    @Override
    public long millis() {
        return market.millis();
    }

    @Override
    public Collection<String> symbols() {
        return market.active().stream()
                .map(instrument -> instrument.name() + SETTLED)
                .sorted()
                .toList();
    }

    @Override
    public JsonObject instrument(String symbol) {
        JsonObject definition = market.definition(find(symbol));
        String coin = Listings.coin(symbol);
        return new JsonObject()
                .put("symbol", symbol)
                .put("symbolId", Math.abs((long) symbol.hashCode()))
                .put("status", "Trading")
                .put("baseCoin", coin)
                .put("quoteCoin", "USDT")
                .put("settleCoin", "USDT")
                .put("optionsType", definition.getString("option_type").equals("call") ? "Call" : "Put")
                .put("launchTime", String.valueOf(definition.getLong("creation_timestamp")))
                .put("deliveryTime", String.valueOf(definition.getLong("expiration_timestamp")))
                .put("deliveryFeeRate", "0.00015")
                .put(
                        "priceFilter",
                        new JsonObject()
                                .put("minPrice", "0.1")
                                .put("maxPrice", "10000000")
                                .put("tickSize", "0.1"))
                .put(
                        "lotSizeFilter",
                        new JsonObject()
                                .put("maxOrderQty", "500")
                                .put("minOrderQty", "0.01")
                                .put("qtyStep", "0.01"))
                .put("displayName", symbol)
                .put("symbolType", "");
    }

    @Override
    public @Nullable JsonObject ticker(String symbol, boolean moving) {
        JsonObject known = last.get(symbol);
        if (known != null && !moving) {
            return known;
        }
        JsonObject moved = market.next(find(symbol));
        return data(symbol, moved == null ? market.ticker(find(symbol)) : moved);
    }

    /** The next ticker; null while no millisecond has passed since its last, or when it is not listed. */
    @Nullable
    JsonObject next(String symbol) {
        Instrument instrument = named(symbol);
        JsonObject moved = instrument == null ? null : market.next(instrument);
        if (moved == null) {
            return null;
        }
        JsonObject data = data(symbol, moved);
        last.put(symbol, data);
        return data;
    }

    @Override
    public void expire(String symbol) {
        Instrument instrument = named(symbol);
        if (instrument != null) {
            market.expire(instrument);
            last.remove(symbol);
        }
    }

    /** What should have expired by now. */
    List<String> due() {
        return market.due().stream()
                .map(instrument -> instrument.name() + SETTLED)
                .toList();
    }

    /** Lists what is new. */
    void list() {
        market.list();
    }

    private @Nullable Instrument named(String symbol) {
        return symbol.endsWith(SETTLED) ? market.find(symbol.substring(0, symbol.length() - SETTLED.length())) : null;
    }

    private Instrument find(String symbol) {
        return Objects.requireNonNull(named(symbol), symbol);
    }

    private static JsonObject data(String symbol, JsonObject coins) {
        double dollars = coins.getDouble("underlying_price");
        JsonObject greeks = coins.getJsonObject("greeks");
        JsonObject data = new JsonObject().put("symbol", symbol);
        side(data, "bid", coins, "best_bid", dollars);
        side(data, "ask", coins, "best_ask", dollars);
        return data.put("lastPrice", text(number(coins, "last_price") * dollars, PRICE_DIGITS))
                .put("highPrice24h", "0")
                .put("lowPrice24h", "0")
                .put("markPrice", text(number(coins, "mark_price") * dollars, FINE_DIGITS))
                .put("indexPrice", text(number(coins, "index_price"), PRICE_DIGITS))
                .put("markPriceIv", text(number(coins, "mark_iv") / 100, VOLATILITY_DIGITS))
                .put("underlyingPrice", text(dollars, FINE_DIGITS))
                .put("openInterest", text(number(coins, "open_interest"), PRICE_DIGITS))
                .put("turnover24h", "0")
                .put("volume24h", "0")
                .put("totalVolume", "0")
                .put("totalTurnover", "0")
                .put("delta", text(greeks.getDouble("delta"), FINE_DIGITS))
                .put("gamma", text(greeks.getDouble("gamma"), FINE_DIGITS))
                .put("vega", text(greeks.getDouble("vega"), FINE_DIGITS))
                .put("theta", text(greeks.getDouble("theta"), FINE_DIGITS))
                .put("predictedDeliveryPrice", "0")
                .put("change24h", "0");
    }

    private static void side(JsonObject data, String side, JsonObject coins, String from, double dollars) {
        double price = number(coins, from + "_price");
        data.put(side + "Price", text(price * dollars, PRICE_DIGITS))
                .put(side + "Size", text(price > 0 ? number(coins, from + "_amount") : 0, PRICE_DIGITS))
                .put(side + "Iv", text(price > 0 ? number(coins, side + "_iv") / 100 : 0, VOLATILITY_DIGITS));
    }

    private static double number(JsonObject from, String name) {
        return from.getValue(name) instanceof Number number ? number.doubleValue() : 0;
    }

    private static String text(double value, int digits) {
        BigDecimal rounded = BigDecimal.valueOf(value).setScale(digits, RoundingMode.HALF_EVEN);
        return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
    }
}
