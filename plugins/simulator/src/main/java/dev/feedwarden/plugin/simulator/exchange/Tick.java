package dev.feedwarden.plugin.simulator.exchange;

/** One tick that an exchange made. It may be written in several messages; it counts as sent once. */
public final class Tick {

    private boolean written;

    /** Notes that it was written; true the first time. */
    boolean markWritten() {
        boolean first = !written;
        written = true;
        return first;
    }
}
