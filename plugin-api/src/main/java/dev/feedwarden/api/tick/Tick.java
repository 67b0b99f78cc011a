package dev.feedwarden.api.tick;

/** One piece of market data as a venue sent it, in the units stated here. Immutable. */
public sealed interface Tick permits Quote, Trade {

    /** The id of the feed in the configuration. */
    String feed();

    /** The venue's own name of the instrument. */
    String instrument();

    /** When the venue says it happened, in microseconds since the epoch (UTC). */
    long exchangeMicros();

    /** When it reached this machine, in microseconds since the epoch (UTC). */
    long receivedMicros();

    /** The same tick, received at another time: two ticks say the same if they are equal with one receive time. */
    Tick receivedAt(long micros);
}
