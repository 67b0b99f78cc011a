package dev.feedwarden.rules.calendar;

/**
 * A part of a local day.
 *
 * @param from minutes since midnight, included
 * @param to minutes since midnight, not included; {@value #DAY} is the end of the day
 */
public record Hours(int from, int to) {

    /** The minutes of a day as its clock counts them. */
    public static final int DAY = 24 * 60;

    /** All of it. */
    public static final Hours ALL = new Hours(0, DAY);

    public Hours {
        if (from < 0 || from >= to || to > DAY) {
            throw new IllegalArgumentException("expected 0 <= from < to <= " + DAY + ", found " + from + " to " + to);
        }
    }
}
