package dev.feedwarden.plugin.simulator.deribit;

import dev.feedwarden.plugin.simulator.deribit.market.Instrument;
import dev.feedwarden.plugin.simulator.deribit.market.Market;
import dev.feedwarden.plugin.simulator.fault.Fault;
import dev.feedwarden.plugin.simulator.fault.Faults;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/** The methods of Deribit API v2 that work over WebSocket and over HTTP alike. */
final class Queries {

    private static final List<String> CURRENCIES = List.of("BTC", "ETH", "USDC", "USDT", "EURR", "SOL");
    private static final List<String> KINDS = List.of("future", "option", "spot", "future_combo", "option_combo");
    private static final Set<String> DURING_MAINTENANCE =
            Set.of("public/hello", "public/test", "public/get_time", "public/status");

    private final Market market;
    private final Faults faults;
    private final Map<String, Function<Params, Object>> methods = new LinkedHashMap<>();

    Queries(Market market, Faults faults) {
        this.market = market;
        this.faults = faults;
        methods.put("public/test", params -> version());
        methods.put("public/get_time", params -> market.millis());
        methods.put("public/status", params -> status());
        methods.put("public/get_currencies", params -> currencies());
        methods.put("public/get_instruments", this::instruments);
        methods.put("public/get_book_summary_by_currency", this::summaries);
        methods.put(
                "public/get_book_summary_by_instrument", params -> new JsonArray().add(market.summary(active(params))));
        methods.put("public/ticker", params -> market.ticker(active(params)));
        methods.put("public/get_index_price", this::indexPrice);
        methods.put("public/get_expirations", this::expirations);
    }

    /**
     * The answer's result.
     *
     * @throws RpcError if the method is unknown, a parameter is wrong or the venue is in maintenance
     */
    Object call(String method, JsonObject values) {
        Function<Params, Object> handler = methods.get(method);
        if (handler == null) {
            throw RpcError.unknownMethod();
        }
        checkOpen(method);
        return handler.apply(new Params(values));
    }

    /** @throws RpcError if the venue is in maintenance and the method is one of those that wait for its end */
    void checkOpen(String method) {
        if (faults.on(Fault.MAINTENANCE) && !DURING_MAINTENANCE.contains(method)) {
            throw RpcError.maintenance();
        }
    }

    static JsonObject version() {
        return new JsonObject().put("version", "1.2.26");
    }

    private JsonObject status() {
        boolean locked = faults.on(Fault.MAINTENANCE);
        return new JsonObject().put("locked", locked ? "true" : "false").put("locked_indices", new JsonArray());
    }

    /** What clients ask before they list the instruments of each. */
    private static JsonArray currencies() {
        JsonArray all = new JsonArray();
        for (String currency : CURRENCIES) {
            all.add(new JsonObject()
                    .put("currency", currency)
                    .put("currency_long", currency)
                    .put("coin_type", currency)
                    .put("fee_precision", 4)
                    .put("min_confirmations", 1)
                    .put("min_withdrawal_fee", 0.0)
                    .put("withdrawal_fee", 0.0)
                    .put("withdrawal_priorities", new JsonArray()));
        }
        return all;
    }

    /** Without a currency those of any, as ccxt asks. */
    private JsonArray instruments(Params params) {
        String currency = params.choice(
                "currency", Stream.concat(CURRENCIES.stream(), Stream.of("any")).toList(), "any");
        String kind = params.choice("kind", KINDS, "");
        Collection<Instrument> all = params.flag("expired", false) ? market.expired() : market.active();
        JsonArray found = new JsonArray();
        all.stream()
                .filter(instrument ->
                        currency.equals("any") || instrument.currency().equals(currency))
                .filter(instrument -> kind.isEmpty() || instrument.kind().equals(kind))
                .forEach(instrument -> found.add(market.definition(instrument)));
        return faults.on(Fault.ODD_LIST) ? OddList.spoiled(found) : found;
    }

    private JsonArray summaries(Params params) {
        String currency = params.choice("currency", CURRENCIES);
        String kind = params.choice("kind", KINDS, "");
        JsonArray found = new JsonArray();
        market.active().stream()
                .filter(instrument -> instrument.currency().equals(currency))
                .filter(instrument -> kind.isEmpty() || instrument.kind().equals(kind))
                .forEach(instrument -> found.add(market.summary(instrument)));
        return found;
    }

    private Instrument active(Params params) {
        String name = params.text("instrument_name");
        Instrument instrument = market.find(name);
        if (instrument != null) {
            return instrument;
        }
        boolean gone =
                market.expired().stream().anyMatch(expired -> expired.name().equals(name));
        throw RpcError.invalid("instrument_name", gone ? "instrument is not active" : "instrument not found");
    }

    private JsonObject indexPrice(Params params) {
        double price = market.index(params.text("index_name"));
        if (Double.isNaN(price)) {
            throw RpcError.invalid("index_name", "unknown index");
        }
        return new JsonObject().put("index_price", price).put("estimated_delivery_price", price);
    }

    /** Deribit API v2, public/get_expirations: under the currency's name, unless {@code any} is asked. */
    private JsonObject expirations(Params params) {
        String currency = params.choice(
                "currency", Stream.concat(CURRENCIES.stream(), Stream.of("any")).toList());
        String kind = params.choice("kind", List.of("future", "option", "any"));
        JsonObject kinds = new JsonObject();
        for (String one : kind.equals("any") ? List.of("future", "option") : List.of(kind)) {
            JsonArray days = new JsonArray();
            market.active().stream()
                    .filter(instrument ->
                            currency.equals("any") || instrument.currency().equals(currency))
                    .filter(instrument -> instrument.kind().equals(one))
                    .map(Instrument::expiry)
                    .distinct()
                    .forEach(days::add);
            kinds.put(one, days);
        }
        return currency.equals("any") ? kinds : new JsonObject().put(currency.toLowerCase(Locale.ROOT), kinds);
    }
}
