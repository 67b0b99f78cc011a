package dev.feedwarden.supervisor.journal;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How complete a feed was on a UTC day.
 *
 * @param day of the receive times
 * @param accepted ticks that the journal accepted
 * @param stored for each sink that got any, how many of them it has stored
 * @param setAside for each sink, how many can never be stored
 * @param percent the share of the watched time of the day that lies in no gap, rounded down to three decimals; null if
 *     the feed was not watched
 * @param time what the percentage is made of; null if the feed was not watched
 * @param exact false if counts were lost with damaged files, so that they are too low
 * @param gapCount how many gaps there were; {@code gaps} may hold fewer
 * @param gaps oldest first
 */
public record DayReport(
        String feed,
        LocalDate day,
        long accepted,
        Map<String, Long> stored,
        Map<String, Long> setAside,
        @Nullable Double percent,
        @Nullable Time time,
        boolean exact,
        long gapCount,
        List<Gap> gaps) {

    public DayReport {
        stored = Map.copyOf(stored);
        setAside = Map.copyOf(setAside);
        gaps = List.copyOf(gaps);
    }

    /** The same with the latest gaps only. */
    public DayReport latest(int most) {
        return new DayReport(
                feed,
                day,
                accepted,
                stored,
                setAside,
                percent,
                time,
                exact,
                gapCount,
                gaps.subList(Math.max(0, gaps.size() - most), gaps.size()));
    }

    /** As {@code /api/status}, {@code /api/completeness} and the command write it. */
    public JsonObject json() {
        JsonArray list = new JsonArray();
        gaps.forEach(gap -> list.add(gap.json()));
        return new JsonObject()
                .put("feed", feed)
                .put("day", day.toString())
                .put("accepted", accepted)
                .put("stored", counts(stored))
                .put("setAside", counts(setAside))
                .put("percent", percent)
                .put("watchedSeconds", time == null ? null : time.watched().toMillis() / 1e3)
                .put("missingSeconds", time == null ? null : time.missing().toMillis() / 1e3)
                .put(
                        "maintenanceSeconds",
                        time == null ? null : time.maintenance().toMillis() / 1e3)
                .put("exact", exact)
                .put("gapCount", gapCount)
                .put("gaps", list);
    }

    /**
     * How a feed spent a day.
     *
     * @param watched how long it was watched
     * @param missing how much of that lies in at least one gap
     * @param maintenance how much of that because the venue said that it was closed
     */
    public record Time(Duration watched, Duration missing, Duration maintenance) {}

    private static JsonObject counts(Map<String, Long> counts) {
        JsonObject json = new JsonObject();
        counts.forEach(json::put);
        return json;
    }
}
