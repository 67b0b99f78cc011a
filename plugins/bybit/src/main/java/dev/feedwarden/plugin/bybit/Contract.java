package dev.feedwarden.plugin.bybit;

import java.time.Instant;

/**
 * An option that may be subscribed.
 *
 * @param symbol the venue's name
 * @param expires by venue time
 * @param openInterest in the base coin, 0 when the venue gave none
 */
record Contract(String symbol, Instant expires, double openInterest) {}
