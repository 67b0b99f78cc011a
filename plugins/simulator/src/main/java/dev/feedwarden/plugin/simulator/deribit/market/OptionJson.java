package dev.feedwarden.plugin.simulator.deribit.market;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;

/** What Deribit API v2 says about a made-up option: its definition, its summary and its ticker. */
final class OptionJson {

    private static final double CHEAP = 0.005;
    private static final double FINE_TICK = 0.0001;

    private OptionJson() {}

    /** Deribit API v2, public/get_instruments. */
    static JsonObject definition(LiveOption option, boolean active) {
        Instrument instrument = option.instrument();
        String currency = instrument.currency();
        JsonArray steps =
                new JsonArray().add(new JsonObject().put("above_price", CHEAP).put("tick_size", Quotation.TICK));
        return new JsonObject()
                .put("instrument_name", instrument.name())
                .put("instrument_id", Math.abs((long) instrument.name().hashCode()))
                .put("kind", "option")
                .put("option_type", instrument.call() ? "call" : "put")
                .put("strike", instrument.strike())
                .put("base_currency", currency)
                .put("quote_currency", currency)
                .put("counter_currency", "USD")
                .put("settlement_currency", currency)
                .put("settlement_period", Expiries.period(option.day()))
                .put("price_index", instrument.index())
                .put("creation_timestamp", option.listed().toEpochMilli())
                .put("expiration_timestamp", Expiries.moment(option.day()).toEpochMilli())
                .put("is_active", active)
                .put("state", active ? "open" : "closed")
                .put("tick_size", FINE_TICK)
                .put("tick_size_steps", steps)
                .put("contract_size", 1.0)
                .put("min_trade_amount", currency.equals("BTC") ? 0.1 : 1)
                .put("maker_commission", 0.0003)
                .put("taker_commission", 0.0003)
                .put("block_trade_commission", 0.0003)
                .put("rfq", false)
                .put("instrument_type", "reversed");
    }

    /** Deribit API v2, public/get_book_summary_by_currency: an empty side is null here. */
    static JsonObject summary(LiveOption option, Instant now) {
        Quotation quote = Quotation.of(option, now);
        boolean both = quote.bid() > 0 && quote.ask() > 0;
        String currency = option.instrument().currency();
        double volume = option.traded() ? Math.rint(option.openInterest() / 10) : 0;
        double last = Fields.rounded(quote.mark(), 4);
        return new JsonObject()
                .put("instrument_name", option.instrument().name())
                .put("open_interest", option.openInterest())
                .put("volume", volume)
                .put("volume_usd", Fields.rounded(volume * quote.mark() * quote.forward(), 2))
                .put("bid_price", quote.bid() > 0 ? quote.bid() : null)
                .put("ask_price", quote.ask() > 0 ? quote.ask() : null)
                .put("mid_price", both ? Fields.rounded((quote.bid() + quote.ask()) / 2, 6) : null)
                .put("mark_price", quote.mark())
                .put("mark_iv", Fields.rounded(quote.volatility() * 100, 2))
                .put("last", option.traded() ? last : null)
                .put("high", option.traded() ? last : null)
                .put("low", option.traded() ? last : null)
                .put("price_change", option.traded() ? 0.0 : null)
                .put("underlying_index", underlyingIndex(option))
                .put("underlying_price", Fields.rounded(quote.forward(), 4))
                .put("interest_rate", 0.0)
                .put(
                        "estimated_delivery_price",
                        Fields.rounded(option.underlying().price(), 2))
                .put("base_currency", currency)
                .put("quote_currency", currency)
                .put("creation_timestamp", now.toEpochMilli());
    }

    /** Deribit API v2, ticker.{instrument_name}.{interval}: an empty side is 0.0, at times null. */
    static JsonObject ticker(LiveOption option, Instant now) {
        Quotation quote = Quotation.of(option, now);
        Object none = option.emptyIsNull() ? null : 0.0;
        double price = Fields.rounded(option.underlying().price(), 2);
        JsonObject ticker = new JsonObject()
                .put("timestamp", option.lastMillis())
                .put("instrument_name", option.instrument().name())
                .put("state", "open")
                .put("best_bid_price", quote.bid() > 0 ? quote.bid() : none)
                .put("best_bid_amount", quote.bid() > 0 ? option.size() : 0.0)
                .put("best_ask_price", quote.ask() > 0 ? quote.ask() : none)
                .put("best_ask_amount", quote.ask() > 0 ? option.size() + 5 : 0.0)
                .put("bid_iv", quote.volatilityAt(quote.bid()))
                .put("ask_iv", quote.volatilityAt(quote.ask()))
                .put("mark_iv", Fields.rounded(quote.volatility() * 100, 2))
                .put("mark_price", quote.mark())
                .put("last_price", option.traded() ? Fields.rounded(quote.mark(), 4) : null)
                .put("underlying_price", Fields.rounded(quote.forward(), 4))
                .put("underlying_index", underlyingIndex(option))
                .put("index_price", price)
                .put("estimated_delivery_price", price)
                .put("interest_rate", 0.0)
                .put("open_interest", option.openInterest())
                .put("min_price", Fields.rounded(Math.max(FINE_TICK, quote.mark() / 2), 4))
                .put("max_price", Fields.rounded(quote.mark() * 1.5 + 0.02, 4))
                .put("greeks", greeks(quote.value()))
                .put("stats", stats(option, quote));
        if (Duration.between(option.listed(), now).toHours() >= 24) {
            ticker.put("settlement_price", Fields.rounded(quote.mark(), 6));
        }
        return Fields.turned(ticker, option.random());
    }

    /** The last ticker, as Deribit sent it at 08:00 UTC: no bid, no ask, and a text where a number was. */
    static JsonObject closed(JsonObject ticker, long millis, double delivery) {
        JsonObject closed = ticker.copy()
                .put("timestamp", millis)
                .put("state", "closed")
                .put("delivery_price", delivery)
                .put("estimated_delivery_price", "expired")
                .put("mark_price", 0)
                .put("bid_iv", 0)
                .put("best_bid_price", 0)
                .put("best_bid_amount", 0)
                .put("best_ask_price", 0)
                .put("best_ask_amount", 0)
                .put("ask_iv", 500)
                .put(
                        "greeks",
                        new JsonObject()
                                .put("vega", 0)
                                .put("theta", 0)
                                .put("rho", 0)
                                .put("gamma", 0)
                                .put("delta", 0));
        closed.remove("settlement_price");
        return closed;
    }

    private static String underlyingIndex(LiveOption option) {
        String name = option.instrument().currency() + "-" + Expiries.written(option.day());
        return Expiries.period(option.day()).equals("month") ? name : "SYN." + name;
    }

    private static JsonObject greeks(Valuation value) {
        return new JsonObject()
                .put("delta", Fields.rounded(value.delta(), 5))
                .put("gamma", Fields.rounded(value.gamma(), 5))
                .put("vega", Fields.rounded(value.vega(), 5))
                .put("theta", Fields.rounded(value.theta(), 5))
                .put("rho", Fields.rounded(value.rho(), 5));
    }

    private static JsonObject stats(LiveOption option, Quotation quote) {
        Object price = option.traded() ? Fields.rounded(quote.mark(), 4) : null;
        double volume = option.traded() ? Math.rint(option.openInterest() / 10) : 0;
        return new JsonObject()
                .put("volume", volume)
                .put("volume_usd", Fields.rounded(volume * quote.mark() * quote.forward(), 2))
                .put("high", price)
                .put("low", price)
                .put("price_change", option.traded() ? 0.0 : null);
    }
}
