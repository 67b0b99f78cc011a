package dev.feedwarden.plugin.ib;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * When a contract trades, as CONTRACT_DATA tells it for the next five to seven days: segments with semicolons between them,
 * each {@code YYYYMMDD:HHMM-YYYYMMDD:HHMM} or {@code YYYYMMDD:CLOSED}, or, from old gateways, {@code
 * YYYYMMDD:HHMM-HHMM,HHMM-HHMM}. The first segment may be empty, a session may begin on the evening before. Where anything
 * cannot be understood, nothing is known: never an exception, never always open.
 */
final class TradingHours {

    /** Nothing is known. */
    static final TradingHours UNKNOWN = new TradingHours(List.of(), Instant.MIN);

    private static final Pattern LONG = Pattern.compile("(\\d{8}):(\\d{4})-(\\d{8}):(\\d{4})");
    private static final Pattern SHORT = Pattern.compile("(\\d{8}):((?:\\d{4}-\\d{4})(?:,\\d{4}-\\d{4})*)");
    private static final Pattern CLOSED = Pattern.compile("(\\d{8}):CLOSED");
    private static final int MOST_SEGMENTS = 200;

    private final List<Session> sessions;
    private final Instant until;

    private TradingHours(List<Session> sessions, Instant until) {
        this.sessions = sessions;
        this.until = until;
    }

    /** Understands the hours; {@link #UNKNOWN} where that cannot be done. */
    static TradingHours of(String zoneName, String text) {
        ZoneId zone = Zones.of(zoneName);
        String[] segments = text.strip().split(";", MOST_SEGMENTS);
        if (zone == null || segments.length == MOST_SEGMENTS) {
            return UNKNOWN;
        }
        try {
            List<Session> sessions = new ArrayList<>();
            Instant until = Instant.MIN;
            for (String segment : segments) {
                Instant end = segment.isBlank() ? Instant.MIN : read(segment.strip(), zone, sessions);
                if (end == null) {
                    return UNKNOWN;
                }
                until = end.isAfter(until) ? end : until;
            }
            sessions.sort(Comparator.comparing(Session::start));
            return until.equals(Instant.MIN) ? UNKNOWN : new TradingHours(List.copyOf(sessions), until);
        } catch (java.time.DateTimeException e) {
            return UNKNOWN;
        }
    }

    /** Whether anything is known of this moment: it is not beyond the days that were told. */
    boolean known(Instant time) {
        return time.isBefore(until);
    }

    /** Since when it has been open without a break; null while it is closed or not known. */
    @Nullable
    Instant openSince(Instant time) {
        Instant since = null;
        Instant until = Instant.MIN;
        for (Session session : sessions) {
            if (session.start().isAfter(time)) {
                break;
            }
            since = since == null || session.start().isAfter(until) ? session.start() : since;
            until = session.end().isAfter(until) ? session.end() : until;
        }
        return until.isAfter(time) ? since : null;
    }

    /** How long until the next session begins; null where none is known or one is open. */
    @Nullable
    Duration opensIn(Instant time) {
        return sessions.stream()
                .map(Session::start)
                .filter(start -> start.isAfter(time))
                .findFirst()
                .map(start -> Duration.between(time, start))
                .orElse(null);
    }

    /** Adds what a segment says; until when it tells of the day, or null if it cannot be understood. */
    private static @Nullable Instant read(String segment, ZoneId zone, List<Session> sessions) {
        Matcher closed = CLOSED.matcher(segment);
        if (closed.matches()) {
            return day(closed.group(1)).plusDays(1).atStartOfDay(zone).toInstant();
        }
        Matcher both = LONG.matcher(segment);
        if (both.matches()) {
            return add(sessions, time(both.group(1), both.group(2), zone), time(both.group(3), both.group(4), zone));
        }
        Matcher one = SHORT.matcher(segment);
        if (!one.matches()) {
            return null;
        }
        Instant end = Instant.MIN;
        for (String part : one.group(2).split(",", -1)) {
            Instant added = add(
                    sessions,
                    time(one.group(1), part.substring(0, 4), zone),
                    time(one.group(1), part.substring(5), zone));
            if (added == null) {
                return null;
            }
            end = added;
        }
        return end;
    }

    private static @Nullable Instant add(List<Session> sessions, Instant start, Instant end) {
        if (!end.isAfter(start)) {
            return null;
        }
        sessions.add(new Session(start, end));
        return end;
    }

    private static LocalDate day(String text) {
        return LocalDate.of(
                Integer.parseInt(text.substring(0, 4)),
                Integer.parseInt(text.substring(4, 6)),
                Integer.parseInt(text.substring(6)));
    }

    /** The hour may be 24. */
    private static Instant time(String day, String clock, ZoneId zone) {
        int hour = Integer.parseInt(clock.substring(0, 2));
        int minute = Integer.parseInt(clock.substring(2));
        if (hour > 24 || minute > 59 || (hour == 24 && minute > 0)) {
            throw new java.time.DateTimeException("no time of day: " + clock);
        }
        LocalDateTime local = day(day).atStartOfDay().plusHours(hour).plusMinutes(minute);
        return local.atZone(zone).toInstant();
    }

    /** One session, from its start until before its end. */
    private record Session(Instant start, Instant end) {}
}
