package dev.feedwarden.rules.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CalendarTest {

    private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");
    private static final LocalDate THANKSGIVING = LocalDate.of(2026, 11, 26);
    private static final Calendar OPTIONS = new Calendar(
            "us-options",
            NEW_YORK,
            Stream.of(DayOfWeek.values())
                    .limit(5)
                    .map(day -> new Weekly(day, 570, 975))
                    .toList(),
            Map.of(THANKSGIVING, List.of(Hours.ALL), THANKSGIVING.plusDays(1), List.of(new Hours(795, Hours.DAY))),
            Map.of(THANKSGIVING.plusDays(2), List.of(new Hours(600, 720))));

    @Test
    void nextChange_weekOfAHoliday_opensAndClosesAsTheExchangeDoes() {
        assertThat(changes(OPTIONS, newYork("2026-11-25T16:00"), 8))
                .containsExactly(
                        newYork("2026-11-25T16:15"),
                        newYork("2026-11-27T09:30"),
                        newYork("2026-11-27T13:15"),
                        newYork("2026-11-28T10:00"),
                        newYork("2026-11-28T12:00"),
                        newYork("2026-11-30T09:30"),
                        newYork("2026-11-30T16:15"),
                        newYork("2026-12-01T09:30"));
    }

    @Test
    void isOpen_atTheEdges_isOpenAtTheOpeningAndNotAtTheClosing() {
        assertThat(OPTIONS.isOpen(newYork("2026-11-25T09:30"))).isTrue();
        assertThat(OPTIONS.isOpen(newYork("2026-11-25T09:30").minusNanos(1))).isFalse();
        assertThat(OPTIONS.isOpen(newYork("2026-11-25T16:15").minusNanos(1))).isTrue();
        assertThat(OPTIONS.isOpen(newYork("2026-11-25T16:15"))).isFalse();
    }

    @Test
    void nextChange_windowOverTheWeek_opensOnSundayAndClosesOnFriday() {
        var futures = calendar("America/Chicago", new Weekly(DayOfWeek.SUNDAY, 1080, 5 * Hours.DAY + 1020));
        ZoneId chicago = ZoneId.of("America/Chicago");

        assertThat(changes(
                        futures,
                        LocalDateTime.parse("2026-03-05T00:00").atZone(chicago).toInstant(),
                        3))
                .extracting(each -> each.atZone(chicago).toLocalDateTime().toString())
                .containsExactly("2026-03-06T17:00", "2026-03-08T18:00", "2026-03-13T17:00");
    }

    @Test
    void nextChange_alwaysOpen_isNull() {
        var always = calendar(
                "Europe/Berlin",
                Stream.of(DayOfWeek.values())
                        .map(day -> new Weekly(day, 0, Hours.DAY))
                        .toArray(Weekly[]::new));

        assertThat(always.isOpen(newYork("2026-03-29T01:30"))).isTrue();
        assertThat(always.nextChange(newYork("2026-03-28T01:30"))).isNull();
        assertThat(calendar("UTC").nextChange(Instant.EPOCH)).isNull();
    }

    @Test
    void nextChange_onlyADateYearsAway_isFound() {
        LocalDate day = LocalDate.of(2041, 7, 1);
        var once = new Calendar("once", ZoneId.of("UTC"), List.of(), Map.of(), Map.of(day, List.of(new Hours(60, 61))));

        assertThat(changes(once, Instant.parse("2026-01-01T00:00:00Z"), 9))
                .containsExactly(Instant.parse("2041-07-01T01:00:00Z"), Instant.parse("2041-07-01T01:01:00Z"));
    }

    @Test
    void nextChange_clockPutForwardInTheWindow_dayIsAnHourShorter() {
        var night = calendar("Europe/Berlin", new Weekly(DayOfWeek.SUNDAY, 90, 240));

        assertThat(open(night, "2026-03-29T00:00:00Z", "2026-03-30T00:00:00Z")).isEqualTo(Duration.ofMinutes(90));
        assertThat(open(night, "2026-04-04T22:01:00Z", "2026-04-06T00:00:00Z")).isEqualTo(Duration.ofMinutes(150));
        assertThat(open(night, "2026-10-24T22:01:00Z", "2026-10-26T00:00:00Z")).isEqualTo(Duration.ofMinutes(210));
    }

    /** Against a clock that is looked at every minute and never goes back, around every clock change from 2011 to 2030. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "America/New_York",
                "Europe/London",
                "Australia/Lord_Howe",
                "Asia/Beirut",
                "America/Sao_Paulo",
                "Pacific/Apia",
                "Africa/Casablanca",
                "UTC"
            })
    void calendar_everyClockChange_isOpenWhenTheClockSaysSo(String name) {
        ZoneId zone = ZoneId.of(name);
        Random random = new Random(name.hashCode());
        for (Instant moment : clockChanges(zone)) {
            LocalDate day = LocalDate.ofInstant(moment, zone);
            Calendar calendar = any(random, zone, day);
            Instant start = moment.minus(Duration.ofHours(30));
            LocalDateTime clock = LocalDateTime.ofInstant(start, zone);
            @Nullable Instant expected = calendar.nextChange(start);
            boolean before = calendar.isOpen(start);
            for (Instant now = start; now.isBefore(moment.plus(Duration.ofHours(50))); now = now.plusSeconds(60)) {
                LocalDateTime shown = LocalDateTime.ofInstant(now, zone);
                clock = shown.isAfter(clock) ? shown : clock;
                boolean open = naive(calendar, clock);
                assertThat(calendar.isOpen(now)).as("%s at %s", calendar, now).isEqualTo(open);
                if (open != before) {
                    assertThat(expected).as("%s before %s", calendar, now).isEqualTo(now);
                    expected = calendar.nextChange(now);
                    assertThat(expected == null || expected.isAfter(now)).isTrue();
                }
                before = open;
            }
        }
    }

    private static boolean naive(Calendar calendar, LocalDateTime clock) {
        if (within(calendar.extra(), clock)) {
            return true;
        }
        int minutes = clock.getHour() * 60 + clock.getMinute();
        return !within(calendar.closed(), clock)
                && calendar.weekly().stream().anyMatch(window -> {
                    int since = Math.floorMod(
                                            clock.getDayOfWeek().getValue()
                                                    - window.day().getValue(),
                                            7)
                                    * Hours.DAY
                            + minutes;
                    boolean thisWeek = window.from() <= since && since < window.to();
                    int later = since + Weekly.LONGEST;
                    return thisWeek || (window.from() <= later && later < window.to());
                });
    }

    private static boolean within(Map<LocalDate, List<Hours>> dates, LocalDateTime clock) {
        int minutes = clock.getHour() * 60 + clock.getMinute();
        return dates.getOrDefault(clock.toLocalDate(), List.of()).stream()
                .anyMatch(hours -> hours.from() <= minutes && minutes < hours.to());
    }

    private static Calendar any(Random random, ZoneId zone, LocalDate day) {
        List<Weekly> weekly = new ArrayList<>();
        for (int i = random.nextInt(6); i >= 0; i--) {
            int from = random.nextInt(random.nextBoolean() ? 240 : Hours.DAY);
            int length = 1 + random.nextInt(random.nextInt(4) == 0 ? Weekly.LONGEST : 300);
            weekly.add(new Weekly(day.plusDays(random.nextInt(4) - 2).getDayOfWeek(), from, from + length));
        }
        return new Calendar("any", zone, weekly, dates(random, day), dates(random, day));
    }

    private static Map<LocalDate, List<Hours>> dates(Random random, LocalDate day) {
        Map<LocalDate, List<Hours>> dates = new HashMap<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            int from = random.nextInt(240);
            Hours part = new Hours(from, from + 1 + random.nextInt(Hours.DAY - from));
            dates.put(day.plusDays(random.nextInt(4) - 2), List.of(random.nextInt(3) == 0 ? Hours.ALL : part));
        }
        return dates;
    }

    private static List<Instant> clockChanges(ZoneId zone) {
        List<Instant> changes = new ArrayList<>();
        Instant end = Instant.parse("2030-01-01T00:00:00Z");
        @Nullable ZoneOffsetTransition next = zone.getRules().nextTransition(Instant.parse("2011-06-01T00:00:00Z"));
        while (next != null && next.getInstant().isBefore(end)) {
            changes.add(next.getInstant());
            next = zone.getRules().nextTransition(next.getInstant());
        }
        changes.add(Instant.parse("2026-06-06T00:00:00Z"));
        return changes;
    }

    private static Duration open(Calendar calendar, String from, String to) {
        Duration open = Duration.ZERO;
        Instant end = Instant.parse(to);
        Instant now = Instant.parse(from);
        while (now.isBefore(end)) {
            @Nullable Instant next = calendar.nextChange(now);
            Instant until = next == null || next.isAfter(end) ? end : next;
            open = calendar.isOpen(now) ? open.plus(Duration.between(now, until)) : open;
            now = until;
        }
        return open;
    }

    private static List<Instant> changes(Calendar calendar, Instant from, int most) {
        List<Instant> changes = new ArrayList<>();
        for (Instant now = calendar.nextChange(from);
                now != null && changes.size() < most;
                now = calendar.nextChange(now)) {
            changes.add(now);
        }
        return changes;
    }

    private static Calendar calendar(String zone, Weekly... weekly) {
        return new Calendar("c", ZoneId.of(zone), List.of(weekly), Map.of(), Map.of());
    }

    private static Instant newYork(String local) {
        return ZonedDateTime.of(LocalDateTime.parse(local), NEW_YORK).toInstant();
    }
}
