package dev.feedwarden.plugin.simulator.exchange;

/** Where an exchange's data comes from, and whether it has come to its end. */
public enum Progress {
    /** The data is made up and never ends. */
    ENDLESS,
    /** A recording is being sent, or waits for somebody to subscribe. */
    REPLAYING,
    /** Every message of the recording has been sent. */
    REPLAYED
}
