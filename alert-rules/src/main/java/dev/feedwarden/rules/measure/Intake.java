package dev.feedwarden.rules.measure;

/** Takes readings of one metric of one subject. */
public interface Intake {

    /**
     * Takes a reading.
     *
     * @param time in nanoseconds since 1970
     * @param value NaN for a reading that says there is no value
     */
    void add(long time, double value);
}
