package dev.feedwarden.plugin.deribit;

import java.time.Instant;

/**
 * An option that may be subscribed.
 *
 * @param name the venue's name
 * @param expires by venue time
 * @param openInterest in contracts, 0 when the venue gave none
 */
record Instrument(String name, Instant expires, double openInterest) {}
