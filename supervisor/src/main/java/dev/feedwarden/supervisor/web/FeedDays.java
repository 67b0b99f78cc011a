package dev.feedwarden.supervisor.web;

import dev.feedwarden.rules.Level;
import dev.feedwarden.supervisor.history.Incident;
import dev.feedwarden.supervisor.journal.DayReport;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A feed's days, oldest first, also those that nothing is known of.
 *
 * @param uptime the share of the time, in percent, that data flowed, while the venue was open; null if the feed was not
 *     watched
 * @param completeness the share of all watched time, in percent, that lies in no gap; null if the feed was not watched
 * @param maintenance how long the venue was closed
 */
record FeedDays(
        String feed, @Nullable Double uptime, @Nullable Double completeness, Duration maintenance, List<Day> days) {

    static FeedDays of(
            String feed, LocalDate first, LocalDate last, List<DayReport> reports, List<Incident> incidents) {
        Map<LocalDate, DayReport> known = new HashMap<>();
        reports.forEach(report -> known.put(report.day(), report));
        List<Day> days = new ArrayList<>();
        Duration watched = Duration.ZERO;
        Duration missing = Duration.ZERO;
        Duration maintenance = Duration.ZERO;
        for (LocalDate day = first; !day.isAfter(last); day = day.plusDays(1)) {
            Day one = Day.of(day, feed, known.get(day), incidents);
            days.add(one);
            DayReport.Time time = one.report == null ? null : one.report.time();
            if (time != null) {
                watched = watched.plus(time.watched());
                missing = missing.plus(time.missing());
                maintenance = maintenance.plus(time.maintenance());
            }
        }
        return new FeedDays(
                feed,
                share(watched.minus(missing), watched.minus(maintenance)),
                share(watched.minus(missing), watched),
                maintenance,
                days);
    }

    JsonObject json() {
        return new JsonObject()
                .put("feed", feed)
                .put("uptime", uptime)
                .put("completeness", completeness)
                .put("maintenanceSeconds", maintenance.toSeconds())
                .put("days", StatusJson.array(days, Day::json));
    }

    /** Rounded down to three decimals, so that 100 means all of it; null of nothing. */
    private static @Nullable Double share(Duration part, Duration whole) {
        if (whole.isZero() || whole.isNegative()) {
            return null;
        }
        return Math.max(0, Math.min(100_000, part.toMillis() * 100_000 / whole.toMillis())) / 1e3;
    }

    /**
     * One day.
     *
     * @param level the worst of its incidents, at least yellow where data was missing while the venue was open; grey where
     *     the feed was not watched
     * @param uptime as above
     * @param report null where nothing is known
     */
    record Day(
            LocalDate day,
            Level level,
            @Nullable Double uptime,
            @Nullable DayReport report) {

        private static Day of(LocalDate day, String feed, @Nullable DayReport report, List<Incident> incidents) {
            DayReport.Time time = report == null ? null : report.time();
            if (time == null) {
                return new Day(day, Level.GREY, null, report);
            }
            Duration down = time.missing().minus(time.maintenance());
            Level level = DaysRoute.level(feed, day, incidents);
            Double uptime =
                    share(time.watched().minus(time.missing()), time.watched().minus(time.maintenance()));
            return new Day(day, down.toMillis() > 0 ? level.worse(Level.YELLOW) : level, uptime, report);
        }

        private JsonObject json() {
            JsonObject json = new JsonObject().put("day", day.toString()).put("level", level.word());
            if (report == null) {
                return json.put("uptime", null);
            }
            JsonObject details = report.json();
            details.remove("gaps");
            return json.put("uptime", uptime)
                    .mergeIn(details)
                    .put("gapList", StatusJson.array(report.latest(10).gaps(), gap -> gap.json()));
        }
    }
}
