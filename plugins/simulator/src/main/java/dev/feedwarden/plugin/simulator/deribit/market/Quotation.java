package dev.feedwarden.plugin.simulator.deribit.market;

import java.time.Instant;

/**
 * The prices of a made-up option at one moment, in coins.
 *
 * @param bid 0 when nobody bids
 * @param ask 0 when nobody offers
 * @param mark finer than the tick
 */
record Quotation(double bid, double ask, double mark, Valuation value, double volatility, double forward) {

    static final double TICK = 0.0005;

    static Quotation of(LiveOption option, Instant now) {
        Valuation value = option.value(now);
        double mark = Fields.rounded(Math.max(value.price(), 0.0001), 6);
        double half = Math.max(TICK, mark * 0.02);
        double bid = option.noBid() ? 0 : Math.max(0, onTick(mark - half));
        double ask = option.noAsk() ? 0 : onTick(mark + half + TICK / 2);
        double forward = option.underlying().forward(option.years(now));
        return new Quotation(bid, ask, mark, value, option.volatility(now), forward);
    }

    /** The volatility at a price, percent: along the slope at the mark, within Deribit's bounds of 0 and 500. */
    double volatilityAt(double price) {
        if (price == 0 || value.vega() < 1e-6) {
            return 0;
        }
        double percent = volatility * 100 + (price - mark) * forward / value.vega();
        return Fields.rounded(Math.max(0, Math.min(500, percent)), 2);
    }

    private static double onTick(double price) {
        return Fields.rounded(Math.rint(price / TICK) * TICK, 4);
    }
}
