package dev.feedwarden.api.tick;

/**
 * Makes a {@link Quote} field by field; what is not set stays NaN. Not safe for use by several threads. Cheap to make:
 * use one a quote.
 */
public final class QuoteBuilder {

    private final String feed;
    private final String instrument;
    private final long exchangeMicros;
    private final long receivedMicros;
    private double bid = Double.NaN;
    private double ask = Double.NaN;
    private double bidSize = Double.NaN;
    private double askSize = Double.NaN;
    private double last = Double.NaN;
    private double mark = Double.NaN;
    private double bidIv = Double.NaN;
    private double askIv = Double.NaN;
    private double markIv = Double.NaN;
    private double underlying = Double.NaN;
    private double index = Double.NaN;
    private double openInterest = Double.NaN;
    private double delta = Double.NaN;
    private double gamma = Double.NaN;
    private double vega = Double.NaN;
    private double theta = Double.NaN;
    private double rho = Double.NaN;

    /** Starts a quote; the parameters are those of {@link Quote}. */
    public QuoteBuilder(String feed, String instrument, long exchangeMicros, long receivedMicros) {
        this.feed = feed;
        this.instrument = instrument;
        this.exchangeMicros = exchangeMicros;
        this.receivedMicros = receivedMicros;
    }

    public QuoteBuilder bid(double value) {
        bid = value;
        return this;
    }

    public QuoteBuilder ask(double value) {
        ask = value;
        return this;
    }

    public QuoteBuilder bidSize(double value) {
        bidSize = value;
        return this;
    }

    public QuoteBuilder askSize(double value) {
        askSize = value;
        return this;
    }

    public QuoteBuilder last(double value) {
        last = value;
        return this;
    }

    public QuoteBuilder mark(double value) {
        mark = value;
        return this;
    }

    public QuoteBuilder bidIv(double value) {
        bidIv = value;
        return this;
    }

    public QuoteBuilder askIv(double value) {
        askIv = value;
        return this;
    }

    public QuoteBuilder markIv(double value) {
        markIv = value;
        return this;
    }

    public QuoteBuilder underlying(double value) {
        underlying = value;
        return this;
    }

    public QuoteBuilder index(double value) {
        index = value;
        return this;
    }

    public QuoteBuilder openInterest(double value) {
        openInterest = value;
        return this;
    }

    public QuoteBuilder delta(double value) {
        delta = value;
        return this;
    }

    public QuoteBuilder gamma(double value) {
        gamma = value;
        return this;
    }

    public QuoteBuilder vega(double value) {
        vega = value;
        return this;
    }

    public QuoteBuilder theta(double value) {
        theta = value;
        return this;
    }

    public QuoteBuilder rho(double value) {
        rho = value;
        return this;
    }

    public Quote build() {
        return new Quote(
                feed,
                instrument,
                exchangeMicros,
                receivedMicros,
                bid,
                ask,
                bidSize,
                askSize,
                last,
                mark,
                bidIv,
                askIv,
                markIv,
                underlying,
                index,
                openInterest,
                delta,
                gamma,
                vega,
                theta,
                rho);
    }
}
