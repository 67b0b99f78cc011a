package dev.feedwarden.plugin.simulator.deribit;

import dev.feedwarden.plugin.simulator.fault.Fault;
import dev.feedwarden.plugin.simulator.fault.Faults;
import io.vertx.core.json.JsonObject;

/** Tickers that are allowed and unusual: what Deribit was seen to send of options that nobody trades, and at expiry. */
final class OddTickers {

    private final Faults faults;
    private int turn;

    OddTickers(Faults faults) {
        this.faults = faults;
    }

    /** The ticker as the faults that are on will have it; the given one stays as it is. */
    JsonObject made(JsonObject ticker) {
        boolean odd = faults.on(Fault.ODD_VALUES);
        boolean empty = faults.on(Fault.EMPTY_SIDES);
        if (!odd && !empty) {
            return ticker;
        }
        JsonObject made = ticker.copy();
        if (empty) {
            Object none = turn++ % 2 == 0 ? 0.0 : null;
            made.put("best_bid_price", none)
                    .put("best_bid_amount", 0.0)
                    .put("bid_iv", 0.0)
                    .put("best_ask_price", none)
                    .put("best_ask_amount", 0.0)
                    .put("ask_iv", 0.0)
                    .put("last_price", null)
                    .put(
                            "stats",
                            new JsonObject()
                                    .put("volume", null)
                                    .put("high", null)
                                    .put("low", null));
            made.remove("settlement_price");
        }
        if (odd) {
            made.put("index_price", "expired")
                    .put("estimated_delivery_price", "expired")
                    .put("open_interest", "none")
                    .put("bid_iv", 0)
                    .put("ask_iv", 500);
        }
        return made;
    }
}
