package dev.feedwarden.rules.measure;

/**
 * One measure of one subject. Times are nanoseconds since 1970. Time only moves on: no argument {@code now} lies before an
 * earlier one, and no reading lies after the latest {@code now} that is asked about next. A reading may lie before one
 * that was added earlier; it counts where its time puts it. Not safe for several threads.
 */
public interface Measurement extends Intake {

    /** What {@link #next} answers where nothing will change. */
    long NEVER = Long.MAX_VALUE;

    /** What is measured now, in the measure's dimension; NaN where that is unknown. */
    double value(long now);

    /**
     * The earliest moment after now at which the value may become known or unknown, or may come to stand otherwise towards
     * one of the bounds, if no reading comes. Too early an answer costs a look; too late a one is an error.
     *
     * @param bounds the numbers in the rule's thresholds, in the measure's dimension
     */
    long next(long now, double[] bounds);

    /** Where the readings of the measure's other metric go, if it has one. */
    default Intake other() {
        throw new IllegalStateException("there is no other metric");
    }

    /**
     * The last healthy evidence.
     *
     * @param lastGreen the last moment at which the value was fine, or else the declaration
     */
    default long evidence(long lastGreen) {
        return lastGreen;
    }
}
