package dev.feedwarden.rules.measure;

/** What is kept of the readings in {@code (t - width, t]}. Times are nanoseconds since 1970. */
interface Kept {

    /** Takes a reading that has a value; does nothing where it has left the window already. */
    void add(long time, double value);

    /** Drops what lies at or before {@code now - width}. */
    void forget(long now);

    /** When the next reading leaves if none comes; {@link Measurement#NEVER} for an empty window. */
    long expiry();
}
