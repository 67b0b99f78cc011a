package dev.feedwarden.api.event;

/** What went wrong. A closed list, so that counters by kind stay bounded. */
public enum FaultKind {
    /** A connection could not be made. */
    CONNECT,
    /** The peer or the network ended a connection. */
    CLOSED,
    /** Nothing arrived for longer than the limit allows, or a keep-alive went unanswered. */
    TIMEOUT,
    /** A message could not be decoded; it was set aside. */
    MALFORMED,
    /** A message was larger than the limit. */
    OVERSIZED,
    /** Data is known to be missing. */
    GAP,
    /** The venue asked to slow down. */
    RATE_LIMIT,
    /** The venue is in maintenance or has locked the market. */
    MAINTENANCE,
    /** Another session took the data away (IB 10189, 10197). */
    SESSION_CONFLICT,
    /** The venue refused a subscription, or acknowledged less than was asked. */
    SUBSCRIPTION,
    /** The venue says that what was asked can never work: the configuration must change. */
    CONFIGURATION,
    /** The venue answered with an error that a later try may not meet. */
    VENUE,
    /** The plugin itself threw. */
    PLUGIN,
    /** A store could not be written or read. */
    STORAGE
}
