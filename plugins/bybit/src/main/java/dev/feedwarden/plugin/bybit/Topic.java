package dev.feedwarden.plugin.bybit;

import dev.feedwarden.api.tick.Quote;
import dev.feedwarden.api.tick.QuoteBuilder;
import java.time.Duration;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** One topic of one connection: what it last said, and whether it says anything. */
final class Topic {

    private static final Duration FIRST_REST = Duration.ofSeconds(30);
    private static final int MOST_DOUBLINGS = 5;

    private final double[] values = new double[Slots.COUNT];
    private boolean whole;
    private @Nullable Long heard;
    private @Nullable Long silentSince;
    private int restarts;
    private long restartNotBefore;

    Topic(long now) {
        Arrays.fill(values, Double.NaN);
        restartNotBefore = now;
    }

    /** Takes a ticker; false if it is a change of what was never sent whole. */
    boolean take(TickerReader ticker, long now) {
        if (ticker.delta() && !whole) {
            return false;
        }
        whole = true;
        ticker.into(values);
        heard = now;
        silentSince = null;
        return true;
    }

    /** The venue granted it: from now on data is due, unless some came since it was asked for. */
    void granted(long asked, long now) {
        if (heard == null || heard - asked < 0) {
            silentSince = now;
        }
    }

    /** It was unsubscribed, so nothing is due. */
    void left() {
        silentSince = null;
        whole = false;
        heard = null;
    }

    /** Whether it was granted so long ago and has brought nothing since. */
    boolean silent(Duration limit, long now) {
        return silentSince != null && now - silentSince >= limit.toNanos();
    }

    /** Whether it said something once, but nothing for so long, while its mark price, by another source, has moved. */
    boolean stale(double[] elsewhere, Duration limit, long now) {
        return heard != null
                && now - heard >= limit.toNanos()
                && elsewhere[Slots.MARK] > 0
                && elsewhere[Slots.MARK] != values[Slots.MARK];
    }

    /** Whether data has come at all. */
    boolean spoke() {
        return heard != null;
    }

    /** Whether it may be asked for again now; the next time is twice as far away, up to 16 minutes. */
    boolean restart(long now) {
        if (now - restartNotBefore < 0) {
            return false;
        }
        restartNotBefore = now + FIRST_REST.toNanos() * (1L << Math.min(restarts, MOST_DOUBLINGS));
        restarts++;
        return true;
    }

    /**
     * The numbers as they stand. Zero means that there is none of a price or a volatility, and a side without a price or a
     * size is empty.
     */
    Quote quote(String feed, String symbol, long exchangeMillis, long receivedMicros) {
        boolean bid = values[Slots.BID] > 0 && values[Slots.BID_SIZE] > 0;
        boolean ask = values[Slots.ASK] > 0 && values[Slots.ASK_SIZE] > 0;
        return new QuoteBuilder(feed, symbol, exchangeMillis * 1_000, receivedMicros)
                .bid(bid ? values[Slots.BID] : Double.NaN)
                .bidSize(bid ? values[Slots.BID_SIZE] : Double.NaN)
                .bidIv(bid ? positive(Slots.BID_IV) : Double.NaN)
                .ask(ask ? values[Slots.ASK] : Double.NaN)
                .askSize(ask ? values[Slots.ASK_SIZE] : Double.NaN)
                .askIv(ask ? positive(Slots.ASK_IV) : Double.NaN)
                .last(positive(Slots.LAST))
                .mark(positive(Slots.MARK))
                .markIv(positive(Slots.MARK_IV))
                .underlying(positive(Slots.UNDERLYING))
                .index(positive(Slots.INDEX))
                .openInterest(values[Slots.OPEN_INTEREST])
                .delta(values[Slots.DELTA])
                .gamma(values[Slots.GAMMA])
                .vega(values[Slots.VEGA])
                .theta(values[Slots.THETA])
                .build();
    }

    private double positive(int slot) {
        return values[slot] > 0 ? values[slot] : Double.NaN;
    }
}
