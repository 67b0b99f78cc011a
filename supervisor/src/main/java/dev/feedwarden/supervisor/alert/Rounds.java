package dev.feedwarden.supervisor.alert;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * When people hear of Feedwarden although nothing is wrong. Pure.
 *
 * @param day of the week on which the summary goes out; null for none
 * @param summary the time of day; null exactly where the day is
 * @param proofOfLife the time of day; null for none
 */
public record Rounds(
        @Nullable DayOfWeek day,
        @Nullable LocalTime summary,
        @Nullable LocalTime proofOfLife,
        ZoneId zone) {

    /** Nothing is sent. */
    public static final Rounds NONE = new Rounds(null, null, null, ZoneOffset.UTC);

    private static final List<String> DAYS = List.of("mon", "tue", "wed", "thu", "fri", "sat", "sun");

    private static final Pattern WEEKLY = Pattern.compile("(\\p{Alpha}{3}) (\\d\\d:\\d\\d)");

    /** What is sent. */
    public enum Kind {
        SUMMARY,
        ALIVE;

        /** As a Message-ID begins. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * Reads {@code Mon 08:00} and {@code 09:00}.
     *
     * @throws IllegalArgumentException that says what is wrong
     */
    public static Rounds of(@Nullable String summary, @Nullable String proofOfLife, String zone) {
        if (!ZoneId.getAvailableZoneIds().contains(zone) && !zone.equals("UTC")) {
            throw new IllegalArgumentException("mail.zone: expected a time zone such as Europe/Berlin, found " + zone);
        }
        DayOfWeek day = null;
        LocalTime at = null;
        if (summary != null) {
            Matcher weekly = WEEKLY.matcher(summary);
            int index = weekly.matches() ? DAYS.indexOf(weekly.group(1).toLowerCase(Locale.ROOT)) : -1;
            if (index < 0) {
                throw new IllegalArgumentException(
                        "mail.summary: expected a day and a time such as Mon 08:00, found " + summary);
            }
            day = DayOfWeek.of(index + 1);
            at = time("mail.summary", weekly.group(2));
        }
        return new Rounds(
                day, at, proofOfLife == null ? null : time("mail.proof_of_life", proofOfLife), ZoneId.of(zone));
    }

    /** The last moment, at most now, at which something of the kind was due; null where it never is. */
    public @Nullable Instant last(Kind kind, Instant now) {
        LocalTime at = kind == Kind.SUMMARY ? summary : proofOfLife;
        if (at == null) {
            return null;
        }
        ZonedDateTime due = now.atZone(zone).with(at);
        while (due.toInstant().isAfter(now) || (kind == Kind.SUMMARY && due.getDayOfWeek() != day)) {
            due = due.minusDays(1).with(at); // a night in which the clock goes forward has moved it
        }
        return due.toInstant();
    }

    private static LocalTime time(String where, String text) {
        try {
            return LocalTime.parse(text);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(where + ": expected a time such as 09:00, found " + text, e);
        }
    }
}
