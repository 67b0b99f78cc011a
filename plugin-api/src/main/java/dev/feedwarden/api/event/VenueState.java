package dev.feedwarden.api.event;

import java.util.Locale;

/** A venue's own word on whether it serves us. While it is not {@link #OPEN}, data is not expected to flow. */
public enum VenueState {
    OPEN,
    /** Announced by the venue; ends by itself. */
    MAINTENANCE,
    /** The venue has halted or locked the market. */
    LOCKED,
    /** Another session holds the data. */
    SESSION_CONFLICT,
    /** The venue refuses for good what the configuration asks for. */
    MISCONFIGURED,
    /** The venue refuses us because of where we are: the country, or the address. */
    BLOCKED,
    /** A person has paused the feed; nothing is done until it is resumed. */
    PAUSED;

    /** As rules, the page and the API write it: {@code session-conflict}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
