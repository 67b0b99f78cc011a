package dev.feedwarden.plugin.bybit;

/** The numbers that a quote is made of, by their place in an array, under both names the venue has for them. */
final class Slots {

    static final int BID = 0;
    static final int ASK = 1;
    static final int BID_SIZE = 2;
    static final int ASK_SIZE = 3;
    static final int LAST = 4;
    static final int MARK = 5;
    static final int BID_IV = 6;
    static final int ASK_IV = 7;
    static final int MARK_IV = 8;
    static final int UNDERLYING = 9;
    static final int INDEX = 10;
    static final int OPEN_INTEREST = 11;
    static final int DELTA = 12;
    static final int GAMMA = 13;
    static final int VEGA = 14;
    static final int THETA = 15;
    static final int COUNT = 16;
    static final int UNWANTED = -1;

    private Slots() {}

    /** The place of a field of a WebSocket ticker or of {@code /v5/market/tickers}, which names some differently. */
    static int of(String field) {
        return switch (field) {
            case "bidPrice", "bid1Price" -> BID;
            case "askPrice", "ask1Price" -> ASK;
            case "bidSize", "bid1Size" -> BID_SIZE;
            case "askSize", "ask1Size" -> ASK_SIZE;
            case "lastPrice" -> LAST;
            case "markPrice" -> MARK;
            case "bidIv", "bid1Iv" -> BID_IV;
            case "askIv", "ask1Iv" -> ASK_IV;
            case "markPriceIv", "markIv" -> MARK_IV;
            case "underlyingPrice" -> UNDERLYING;
            case "indexPrice" -> INDEX;
            case "openInterest" -> OPEN_INTEREST;
            case "delta" -> DELTA;
            case "gamma" -> GAMMA;
            case "vega" -> VEGA;
            case "theta" -> THETA;
            default -> UNWANTED;
        };
    }

    /** How many digits to move the decimal point: volatilities are fractions at the venue and percent in a quote. */
    static int shift(int slot) {
        return slot >= BID_IV && slot <= MARK_IV ? 2 : 0;
    }
}
