package dev.feedwarden.rules.read;

import dev.feedwarden.rules.calendar.Hours;
import dev.feedwarden.rules.calendar.Weekly;
import java.time.DayOfWeek;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Windows as calendars write them: {@code Mon-Fri 09:30-16:15}, {@code Sat,Sun 10:00-12:00}, over midnight
 * {@code Mon-Fri 18:00-02:00}, over days {@code Sun 18:00 - Fri 17:00}. A day ends at 24:00.
 */
public final class WindowText {

    private static final int DAYS = 7;
    private static final int HOUR = 60;
    private static final String TIME = "([01]\\d|2[0-4]):([0-5]\\d)";
    private static final String DAY = "(Mon|Tue|Wed|Thu|Fri|Sat|Sun)";
    private static final Pattern MOMENT = Pattern.compile(TIME);
    private static final Pattern HOURS = Pattern.compile("(" + TIME + ") ?- ?(" + TIME + ")");
    private static final Pattern LISTED = Pattern.compile("(\\S+) (\\S+ ?- ?\\S+)");
    private static final Pattern RANGE = Pattern.compile(DAY + "(?:-" + DAY + ")?");
    private static final Pattern LONG = Pattern.compile(DAY + " (" + TIME + ") ?- ?" + DAY + " (" + TIME + ")");

    private WindowText() {}

    /** The windows of a text; null where it is none. */
    public static @Nullable List<Weekly> weekly(String text) {
        Matcher over = LONG.matcher(text);
        if (over.matches()) {
            return longWindow(over);
        }
        Matcher listed = LISTED.matcher(text);
        Matcher hours = listed.matches() ? HOURS.matcher(listed.group(2)) : null;
        if (hours == null || !hours.matches()) {
            return null;
        }
        int from = time(hours.group(1));
        int to = time(hours.group(4));
        List<DayOfWeek> days = days(listed.group(1));
        if (days == null || from < 0 || to < 0 || from == Hours.DAY || from == to) {
            return null;
        }
        int end = to < from ? to + Hours.DAY : to;
        return days.stream().map(day -> new Weekly(day, from, end)).toList();
    }

    /** Hours of one day; null where the text is none. */
    static @Nullable Hours hours(String text) {
        Matcher hours = HOURS.matcher(text);
        if (!hours.matches()) {
            return null;
        }
        int from = time(hours.group(1));
        int to = time(hours.group(4));
        return from >= 0 && to > from ? new Hours(from, to) : null;
    }

    /** Minutes since midnight, up to 24:00; -1 where the text is no time. */
    static int time(String text) {
        Matcher matcher = MOMENT.matcher(text);
        if (!matcher.matches()) {
            return -1;
        }
        int minutes = Integer.parseInt(matcher.group(1)) * HOUR + Integer.parseInt(matcher.group(2));
        return minutes > Hours.DAY ? -1 : minutes;
    }

    private static @Nullable List<Weekly> longWindow(Matcher over) {
        int from = time(over.group(2));
        int to = time(over.group(6));
        if (from < 0 || to < 0 || from == Hours.DAY) {
            return null;
        }
        DayOfWeek first = day(over.group(1));
        int days = Math.floorMod(day(over.group(5)).getValue() - first.getValue(), DAYS);
        int end = days * Hours.DAY + to;
        return List.of(new Weekly(first, from, end > from ? end : end + Weekly.LONGEST));
    }

    private static @Nullable List<DayOfWeek> days(String text) {
        List<DayOfWeek> days = new ArrayList<>();
        for (String part : text.split(",", DAYS + 1)) {
            Matcher range = RANGE.matcher(part);
            if (!range.matches()) {
                return null;
            }
            DayOfWeek last = day(range.group(2) == null ? range.group(1) : range.group(2));
            for (DayOfWeek day = day(range.group(1)); day != last; day = day.plus(1)) {
                days.add(day);
            }
            days.add(last);
        }
        return days;
    }

    private static DayOfWeek day(String name) {
        for (DayOfWeek day : DayOfWeek.values()) {
            if (day.getDisplayName(TextStyle.SHORT, Locale.ENGLISH).equals(name)) {
                return day;
            }
        }
        throw new IllegalArgumentException("no day " + name);
    }
}
