package dev.feedwarden.rules.calendar;

import java.time.DayOfWeek;

/**
 * A window that opens once a week.
 *
 * @param day on which it opens
 * @param from when it opens, in minutes since that day's midnight
 * @param to when it closes, in minutes since the same midnight: beyond {@link Hours#DAY} for a later day; at most
 *     {@link #LONGEST} after it opens
 */
public record Weekly(DayOfWeek day, int from, int to) {

    /** Seven days, in minutes. */
    public static final int LONGEST = 7 * Hours.DAY;

    public Weekly {
        if (from < 0 || from >= Hours.DAY || to <= from || to > from + LONGEST) {
            throw new IllegalArgumentException(
                    "expected a window from 0 to " + LONGEST + " minutes long, found " + from + " to " + to);
        }
    }
}
