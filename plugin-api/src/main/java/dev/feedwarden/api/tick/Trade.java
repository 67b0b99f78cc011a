package dev.feedwarden.api.tick;

/**
 * A trade.
 *
 * @param id the venue's id of the trade
 * @param price in the instrument's quote currency
 * @param size in contracts
 * @param side who took the liquidity
 */
public record Trade(
        String feed,
        String instrument,
        long exchangeMicros,
        long receivedMicros,
        String id,
        double price,
        double size,
        Side side)
        implements Tick {

    @Override
    public Trade receivedAt(long micros) {
        return new Trade(feed, instrument, exchangeMicros, micros, id, price, size, side);
    }

    /** The side of the taker. */
    public enum Side {
        BUY,
        SELL,
        UNKNOWN
    }
}
