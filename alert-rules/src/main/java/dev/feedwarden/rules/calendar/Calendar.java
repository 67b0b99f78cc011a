package dev.feedwarden.rules.calendar;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * When something is open: weekly windows less what is closed on single dates, and what is open besides on single dates.
 * Immutable.
 *
 * <p>Local time counts as a clock that never goes back: where clocks are put forward, a time that is skipped is the moment
 * of the skip; where they are put back, a time that occurs twice is the first of the two. So a window has one opening and
 * one closing on every day, and a window over all day has 23 or 25 hours then.
 *
 * @param id its name in the file
 * @param zone whose local time all else is in
 * @param weekly the windows of every week; they may overlap
 * @param closed what is closed of single dates, whichever window it belongs to
 * @param extra what is open on single dates, even if closed otherwise
 */
public record Calendar(
        String id,
        ZoneId zone,
        List<Weekly> weekly,
        Map<LocalDate, List<Hours>> closed,
        Map<LocalDate, List<Hours>> extra) {

    private static final int WEEK = 7;

    /** How long after a date without exceptions a weekly window opens or closes, if any does, clock changes included. */
    private static final int SETTLED = 2 * WEEK + 1;

    public Calendar {
        weekly = List.copyOf(weekly);
        closed = copy(closed);
        extra = copy(extra);
    }

    /** Whether it is open at a moment. It is open at its opening and not at its closing. */
    public boolean isOpen(Instant moment) {
        LocalDate today = date(moment);
        return on(extra, today, moment)
                || (!on(closed, today, moment)
                        && around(today).flatMap(this::weekly).anyMatch(span -> span.contains(moment)));
    }

    /** The first moment strictly later at which it opens or closes; null if it never will. */
    public @Nullable Instant nextChange(Instant moment) {
        boolean open = isOpen(moment);
        TreeSet<LocalDate> exceptions = new TreeSet<>(closed.keySet());
        exceptions.addAll(extra.keySet());
        @Nullable LocalDate day = date(moment);
        LocalDate settled = day.plusDays(SETTLED);
        while (day != null) {
            @Nullable
            Instant change = edges(day)
                    .filter(edge -> edge.isAfter(moment) && isOpen(edge) != open)
                    .min(Instant::compareTo)
                    .orElse(null);
            if (change != null) {
                return change;
            }
            if (exceptions.contains(day)) {
                settled = day.plusDays(SETTLED);
            }
            day = day.isBefore(settled) ? day.plusDays(1) : exceptions.higher(day);
        }
        return null;
    }

    /** Every moment of a day at which something may open or close. */
    private Stream<Instant> edges(LocalDate day) {
        var whole = span(day, 0, Hours.DAY);
        return around(day)
                .flatMap(date -> Stream.of(weekly(date), hours(closed, date), hours(extra, date))
                        .flatMap(spans -> spans))
                .flatMap(span -> Stream.of(span.from(), span.to()))
                .filter(whole::contains);
    }

    /** The dates whose windows can reach into a day. Where clocks are put back at midnight, the next day's can too. */
    private static Stream<LocalDate> around(LocalDate day) {
        return IntStream.rangeClosed(-WEEK, 1).mapToObj(day::plusDays);
    }

    private boolean on(Map<LocalDate, List<Hours>> exceptions, LocalDate today, Instant moment) {
        return Stream.of(today.minusDays(1), today, today.plusDays(1))
                .flatMap(date -> hours(exceptions, date))
                .anyMatch(span -> span.contains(moment));
    }

    private Stream<Span> weekly(LocalDate date) {
        return weekly.stream()
                .filter(window -> window.day() == date.getDayOfWeek())
                .map(window -> span(date, window.from(), window.to()));
    }

    private Stream<Span> hours(Map<LocalDate, List<Hours>> exceptions, LocalDate date) {
        return exceptions.getOrDefault(date, List.of()).stream().map(hours -> span(date, hours.from(), hours.to()));
    }

    private Span span(LocalDate date, int from, int to) {
        LocalDateTime midnight = date.atStartOfDay();
        return new Span(instant(midnight.plusMinutes(from)), instant(midnight.plusMinutes(to)));
    }

    private Instant instant(LocalDateTime local) {
        ZoneRules rules = zone.getRules();
        @Nullable ZoneOffsetTransition transition = rules.getTransition(local);
        if (transition != null && transition.isGap()) {
            return transition.getInstant();
        }
        return local.toInstant(rules.getOffset(local)); // of two, the offset before the transition
    }

    private LocalDate date(Instant moment) {
        return LocalDate.ofInstant(moment, zone);
    }

    private static Map<LocalDate, List<Hours>> copy(Map<LocalDate, List<Hours>> exceptions) {
        return exceptions.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, entry -> List.copyOf(entry.getValue())));
    }

    private record Span(Instant from, Instant to) {

        boolean contains(Instant moment) {
            return !moment.isBefore(from) && moment.isBefore(to);
        }
    }
}
