package dev.feedwarden.plugin.ib;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** When a contract dies: its id brings no data any more, and in time is not known any more. */
final class Expiry {

    private static final Pattern DATE = Pattern.compile("(\\d{4})(\\d{2})(\\d{2})");
    private static final Pattern LAST_TRADE =
            Pattern.compile("(\\d{8})[ -]+(\\d{2}):(\\d{2})(?::(\\d{2}))?(?:[ -]+(\\S.*))?");

    private Expiry() {}

    /**
     * The time of the last trade if it is told for the day of expiry, else the end of that day; null for what does not
     * expire, or where it is not understood.
     */
    static @Nullable Instant of(ContractData data) {
        String lastTrade = data.lastTrade().strip();
        String day = data.realExpiration().strip();
        Matcher timed = LAST_TRADE.matcher(lastTrade);
        try {
            if (timed.matches() && (day.isEmpty() || day.equals(timed.group(1)))) {
                String seconds = timed.group(4);
                String zone = timed.group(5);
                return date(timed.group(1))
                        .atTime(LocalTime.of(
                                Integer.parseInt(timed.group(2)),
                                Integer.parseInt(timed.group(3)),
                                seconds == null ? 0 : Integer.parseInt(seconds)))
                        .atZone(zone(zone == null ? data.zone() : zone))
                        .toInstant();
            }
            String date = day.isEmpty() ? lastTrade : day;
            return DATE.matcher(date).matches()
                    ? date(date).plusDays(1).atStartOfDay(zone(data.zone())).toInstant()
                    : null;
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static LocalDate date(String text) {
        Matcher date = DATE.matcher(text);
        if (!date.matches()) {
            throw new DateTimeException("no date: " + text);
        }
        return LocalDate.of(
                Integer.parseInt(date.group(1)), Integer.parseInt(date.group(2)), Integer.parseInt(date.group(3)));
    }

    /** Where the zone is not known, the westernmost: nothing counts as dead too early. */
    private static ZoneId zone(String name) {
        ZoneId zone = Zones.of(name);
        return zone == null ? ZoneOffset.ofHours(-12) : zone;
    }
}
