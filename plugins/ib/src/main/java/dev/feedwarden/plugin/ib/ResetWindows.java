package dev.feedwarden.plugin.ib;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Set;

/**
 * When IB resets its servers, every day by region and at the weekend: then a gateway may lose its link for a while. Pure.
 */
final class ResetWindows {

    private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");
    private static final ZoneId ZURICH = ZoneId.of("Europe/Zurich");
    private static final ZoneId HONG_KONG = ZoneId.of("Asia/Hong_Kong");

    /** The nights from Sunday to Friday; the one to Sunday belongs to the weekend. */
    private static final List<Window> WINDOWS = List.of(
            new Window(NEW_YORK, LocalTime.of(0, 15), LocalTime.of(1, 45), Set.of(DayOfWeek.values())),
            new Window(ZURICH, LocalTime.of(6, 25), LocalTime.of(7, 45), Set.of(DayOfWeek.values())),
            new Window(HONG_KONG, LocalTime.of(4, 45), LocalTime.of(6, 5), Set.of(DayOfWeek.values())),
            new Window(HONG_KONG, LocalTime.of(20, 15), LocalTime.of(21, 15), Set.of(DayOfWeek.values())),
            new Window(NEW_YORK, LocalTime.of(23, 0), LocalTime.MAX, Set.of(DayOfWeek.FRIDAY)),
            new Window(NEW_YORK, LocalTime.MIN, LocalTime.of(3, 0), Set.of(DayOfWeek.SATURDAY)));

    private ResetWindows() {}

    /** Whether one of them is on. */
    static boolean on(Instant time) {
        return WINDOWS.stream().anyMatch(window -> window.holds(time));
    }

    /** One window of local time, within one day. */
    private record Window(ZoneId zone, LocalTime from, LocalTime to, Set<DayOfWeek> days) {
        private boolean holds(Instant time) {
            ZonedDateTime local = time.atZone(zone);
            LocalTime clock = local.toLocalTime();
            return days.contains(local.getDayOfWeek()) && !clock.isBefore(from) && clock.isBefore(to);
        }
    }
}
