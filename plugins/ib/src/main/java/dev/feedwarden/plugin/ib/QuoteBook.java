package dev.feedwarden.plugin.ib;

import dev.feedwarden.api.tick.Quote;
import dev.feedwarden.api.tick.QuoteBuilder;

/** What level 1 last said of a contract. A price of -1 says that there is none now. */
final class QuoteBook {

    private static final int BID_SIZE = 0;
    private static final int BID = 1;
    private static final int ASK = 2;
    private static final int ASK_SIZE = 3;
    private static final int LAST = 4;

    /** Delayed ticks: the same six, from 66 on in another order. */
    private static final int[] DELAYED = {BID, ASK, LAST, BID_SIZE, ASK_SIZE};

    private static final int FIRST_DELAYED = 66;

    private double bid = Double.NaN;
    private double ask = Double.NaN;
    private double bidSize = Double.NaN;
    private double askSize = Double.NaN;
    private double last = Double.NaN;
    private double lastSize = Double.NaN;

    /** Takes a price with its size; whether that says anything new and is a price. */
    boolean price(int type, double price, double size) {
        int plain = plain(type);
        boolean none = Double.isNaN(price) || (price == -1 && !(size > 0));
        double value = none ? Double.NaN : price;
        double amount = none ? Double.NaN : size;
        boolean news;
        switch (plain) {
            case BID -> {
                news = differs(bid, value) || differs(bidSize, amount);
                bid = value;
                bidSize = amount;
            }
            case ASK -> {
                news = differs(ask, value) || differs(askSize, amount);
                ask = value;
                askSize = amount;
            }
            case LAST -> {
                news = differs(last, value) || differs(lastSize, amount);
                last = value;
                lastSize = amount;
            }
            default -> news = false;
        }
        return news && !none;
    }

    /** Takes a size; whether that says anything new about a side that has a price. */
    boolean size(int type, double size) {
        switch (plain(type)) {
            case BID_SIZE -> {
                boolean news = differs(bidSize, size) && !Double.isNaN(bid);
                bidSize = Double.isNaN(bid) ? Double.NaN : size;
                return news;
            }
            case ASK_SIZE -> {
                boolean news = differs(askSize, size) && !Double.isNaN(ask);
                askSize = Double.isNaN(ask) ? Double.NaN : size;
                return news;
            }
            default -> {
                return false;
            }
        }
    }

    Quote quote(String feed, String stream, long exchangeMicros, long receivedMicros) {
        return new QuoteBuilder(feed, stream, exchangeMicros, receivedMicros)
                .bid(bid)
                .ask(ask)
                .bidSize(bidSize)
                .askSize(askSize)
                .last(last)
                .build();
    }

    private static int plain(int type) {
        int delayed = type - FIRST_DELAYED;
        return delayed >= 0 && delayed < DELAYED.length ? DELAYED[delayed] : type < FIRST_DELAYED ? type : -1;
    }

    private static boolean differs(double one, double other) {
        return Double.compare(one, other) != 0;
    }
}
