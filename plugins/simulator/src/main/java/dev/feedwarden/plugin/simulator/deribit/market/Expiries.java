package dev.feedwarden.plugin.simulator.deribit.market;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;

/**
 * The days on which options expire: ten at a time, always at 08:00 UTC. The next three days, the next Fridays, the last
 * Fridays of the coming months and of the quarters.
 */
final class Expiries {

    /** How many there are at one time. */
    static final int COUNT = 10;

    private static final LocalTime HOUR = LocalTime.of(8, 0);
    private static final List<String> MONTHS =
            List.of("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC");
    private static final int DAYS = 3;
    private static final int WEEKS = 3;
    private static final int MONTHS_AHEAD = 2;

    private Expiries() {}

    /** The days open at a moment, the earliest first. */
    static List<LocalDate> at(Instant now) {
        LocalDate today = now.atZone(ZoneOffset.UTC).toLocalDate();
        LocalDate next = now.isBefore(moment(today)) ? today : today.plusDays(1);
        TreeSet<LocalDate> days = new TreeSet<>();
        for (int i = 0; i < DAYS; i++) {
            days.add(next.plusDays(i));
        }
        LocalDate friday = next.with(TemporalAdjusters.nextOrSame(DayOfWeek.FRIDAY));
        for (int i = 0; i < WEEKS; i++) {
            days.add(friday.plusWeeks(i));
        }
        YearMonth month = YearMonth.from(next);
        for (int ahead = 0; days.size() < COUNT; ahead++) {
            LocalDate last = lastFriday(month.plusMonths(ahead));
            if (!last.isBefore(next) && (ahead <= MONTHS_AHEAD || last.getMonthValue() % 3 == 0)) {
                days.add(last);
            }
        }
        return List.copyOf(days);
    }

    /** When the options of a day expire. */
    static Instant moment(LocalDate day) {
        return day.atTime(HOUR).toInstant(ZoneOffset.UTC);
    }

    /** The day as instruments are named after it: {@code 7MAY21}. */
    static String written(LocalDate day) {
        return String.format(
                Locale.ROOT, "%d%s%02d", day.getDayOfMonth(), MONTHS.get(day.getMonthValue() - 1), day.getYear() % 100);
    }

    /** The moment at which a day written so ends. */
    static Instant moment(String written) {
        int length = written.length();
        int month = MONTHS.indexOf(written.substring(length - 5, length - 2)) + 1;
        int year = 2000 + Integer.parseInt(written.substring(length - 2));
        return moment(LocalDate.of(year, month, Integer.parseInt(written.substring(0, length - 5))));
    }

    /** {@code day}, {@code week} or {@code month}: what a day's options are listed as. */
    static String period(LocalDate day) {
        if (day.equals(lastFriday(YearMonth.from(day)))) {
            return "month";
        }
        return day.getDayOfWeek() == DayOfWeek.FRIDAY ? "week" : "day";
    }

    private static LocalDate lastFriday(YearMonth month) {
        return month.atEndOfMonth().with(TemporalAdjusters.previousOrSame(DayOfWeek.FRIDAY));
    }
}
