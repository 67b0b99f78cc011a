package dev.feedwarden.plugin.ib;

import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What can be had of a contract, each under a request of its own. */
enum StreamKind {
    /** Level 1: the best bid and ask and the last price, sampled by IB about four times a second. */
    QUOTES(""),
    /** Every trade that makes the price. */
    TRADES("Last"),
    /** As {@link #TRADES}, with combinations, blocks and the like. */
    ALL_TRADES("AllLast"),
    /** Every change of the best bid and ask. */
    BID_ASK("BidAsk");

    private final String tickByTick;

    StreamKind(String tickByTick) {
        this.tickByTick = tickByTick;
    }

    /** As the configuration and the stream's name write it: {@code all-trades}. */
    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The protocol's own word for a tick-by-tick stream; empty for level 1. */
    String tickByTick() {
        return tickByTick;
    }

    boolean isTickByTick() {
        return !tickByTick.isEmpty();
    }

    /** Whether quotes come, which are never long apart in an open market; trades may be. */
    boolean isQuoted() {
        return this == QUOTES || this == BID_ASK;
    }

    static @Nullable StreamKind of(String word) {
        return Arrays.stream(values())
                .filter(kind -> kind.word().equals(word))
                .findFirst()
                .orElse(null);
    }
}
