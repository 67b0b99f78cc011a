package dev.feedwarden.supervisor.status;

import java.util.Locale;

/** Whether a feed's connections and its data are there. */
public enum FeedState {
    /** Connected, and data flows. */
    HEALTHY,
    /** Connected, but no data flows, or not every connection is up. */
    DEGRADED,
    DISCONNECTED;

    /** As JSON and the page write it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
