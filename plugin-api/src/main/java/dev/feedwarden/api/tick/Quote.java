package dev.feedwarden.api.tick;

/**
 * The state of one instrument. A field that the venue did not give is NaN; an empty side has a NaN price and a NaN size,
 * never zero. Made by {@link QuoteBuilder}.
 *
 * @param bid best bid, in the currency the instrument is quoted in (for Deribit's inverse options: the coin)
 * @param ask best ask, as {@code bid}
 * @param bidSize in contracts
 * @param askSize in contracts
 * @param last price of the last trade, as {@code bid}
 * @param mark the venue's fair price, as {@code bid}
 * @param bidIv implied volatility of the bid, percent a year
 * @param askIv implied volatility of the ask, percent a year
 * @param markIv implied volatility of the mark, percent a year
 * @param underlying price of the underlying used for the option, in US dollars
 * @param index the venue's index price, in US dollars
 * @param openInterest in contracts
 * @param delta change of the option's price for 1 of the underlying
 * @param gamma change of delta for 1 of the underlying
 * @param vega in US dollars for 1 percentage point of volatility
 * @param theta in US dollars a day
 * @param rho in US dollars for 1 percentage point of interest
 */
public record Quote(
        String feed,
        String instrument,
        long exchangeMicros,
        long receivedMicros,
        double bid,
        double ask,
        double bidSize,
        double askSize,
        double last,
        double mark,
        double bidIv,
        double askIv,
        double markIv,
        double underlying,
        double index,
        double openInterest,
        double delta,
        double gamma,
        double vega,
        double theta,
        double rho)
        implements Tick {

    @Override
    public Quote receivedAt(long micros) {
        return new Quote(
                feed,
                instrument,
                exchangeMicros,
                micros,
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
