package dev.feedwarden.supervisor.backup;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A time of each day. Where the clock goes forward over it, it is as much later; where the clock goes back over it, the
 * first of the two counts. Pure.
 */
public record DailySchedule(LocalTime at, ZoneId zone) {

    private static final Pattern DAILY = Pattern.compile("daily at (\\d\\d:\\d\\d)");

    /**
     * Reads {@code daily at 03:00} and a zone such as {@code Europe/Berlin}.
     *
     * @throws IllegalArgumentException that says what is wrong
     */
    public static DailySchedule of(String every, String zone) {
        if (!ZoneId.getAvailableZoneIds().contains(zone)) {
            throw new IllegalArgumentException(
                    "backup.zone: expected a time zone such as Europe/Berlin, found " + zone);
        }
        Matcher daily = DAILY.matcher(every);
        if (!daily.matches()) {
            throw unreadable(every, null);
        }
        try {
            return new DailySchedule(LocalTime.parse(daily.group(1)), ZoneId.of(zone));
        } catch (DateTimeParseException e) {
            throw unreadable(every, e);
        }
    }

    /** The last moment, at most now, that was one. */
    public Instant last(Instant now) {
        LocalDate today = now.atZone(zone).toLocalDate();
        Instant due = on(today);
        return due.isAfter(now) ? on(today.minusDays(1)) : due;
    }

    @Override
    public String toString() {
        return "daily at " + at + " " + zone;
    }

    private Instant on(LocalDate day) {
        return day.atTime(at).atZone(zone).toInstant();
    }

    private static IllegalArgumentException unreadable(String every, @Nullable Throwable cause) {
        return new IllegalArgumentException(
                "backup.every: expected a time of day such as 'daily at 03:00', found '" + every + "'", cause);
    }
}
