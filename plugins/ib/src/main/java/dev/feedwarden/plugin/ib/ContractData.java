package dev.feedwarden.plugin.ib;

/**
 * What the gateway says of a contract.
 *
 * @param lastTrade date, or date, time and zone: {@code 20250919 08:30:00 US/Central}; empty for what does not expire
 * @param zone in which the hours are told
 * @param tradingHours see {@link TradingHours}
 * @param realExpiration a date; empty for what does not expire
 */
record ContractData(
        int conId,
        String symbol,
        String kind,
        String lastTrade,
        String exchange,
        String localSymbol,
        String zone,
        String tradingHours,
        String realExpiration) {}
