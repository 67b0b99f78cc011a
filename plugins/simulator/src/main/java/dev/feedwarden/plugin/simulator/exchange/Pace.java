package dev.feedwarden.plugin.simulator.exchange;

/** How fast a recording is sent. */
public enum Pace {
    /** With the pauses it was recorded with. */
    RECORDED,
    /** As fast as the client reads. */
    FAST
}
