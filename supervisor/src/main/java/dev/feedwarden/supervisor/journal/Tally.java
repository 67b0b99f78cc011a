package dev.feedwarden.supervisor.journal;

import dev.feedwarden.api.tick.Tick;
import io.vertx.core.json.JsonObject;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * How many ticks there were, by feed and by the UTC day of their receive time. Immutable. Of a feed the latest
 * {@value #MOST_DAYS} days are kept; ticks of more than {@value #MOST_FEEDS} feeds are not counted.
 */
final class Tally {

    static final int MOST_DAYS = 92;
    static final int MOST_FEEDS = 256;
    static final Tally NONE = new Tally(Map.of());

    private static final long DAY_MICROS = 86_400_000_000L;

    private final Map<String, NavigableMap<Long, Long>> feeds;

    private Tally(Map<String, NavigableMap<Long, Long>> feeds) {
        this.feeds = feeds;
    }

    /** @param json as {@link #json} gives it */
    static Tally of(JsonObject json) {
        Map<String, NavigableMap<Long, Long>> feeds = new HashMap<>();
        for (String feed : json.fieldNames()) {
            NavigableMap<Long, Long> days = new TreeMap<>();
            JsonObject counts = json.getJsonObject(feed);
            counts.fieldNames().forEach(day -> days.put(Long.valueOf(day), counts.getLong(day)));
            feeds.put(feed, days);
        }
        return new Tally(feeds);
    }

    JsonObject json() {
        JsonObject json = new JsonObject();
        feeds.forEach((feed, days) -> {
            JsonObject counts = new JsonObject();
            days.forEach((day, count) -> counts.put(Long.toString(day), count));
            json.put(feed, counts);
        });
        return json;
    }

    /** @param day days since the epoch */
    long of(String feed, long day) {
        return feeds.getOrDefault(feed, Collections.emptyNavigableMap()).getOrDefault(day, 0L);
    }

    Set<String> feeds() {
        return Collections.unmodifiableSet(feeds.keySet());
    }

    SortedSet<Long> days(String feed) {
        return new TreeSet<>(
                feeds.getOrDefault(feed, Collections.emptyNavigableMap()).keySet());
    }

    Tally plus(Iterable<? extends Tick> ticks) {
        Map<String, NavigableMap<Long, Long>> sums = new HashMap<>(feeds);
        Set<String> copied = new TreeSet<>();
        for (Tick tick : ticks) {
            NavigableMap<Long, Long> days = sums.get(tick.feed());
            if (days == null && sums.size() == MOST_FEEDS) {
                continue;
            }
            if (copied.add(tick.feed())) {
                days = days == null ? new TreeMap<>() : new TreeMap<>(days);
                sums.put(tick.feed(), days);
            }
            if (days != null) {
                days.merge(Math.floorDiv(tick.receivedMicros(), DAY_MICROS), 1L, Long::sum);
            }
        }
        copied.stream().map(sums::get).forEach(Tally::drop);
        return new Tally(sums);
    }

    private static void drop(NavigableMap<Long, Long> days) {
        while (days.size() > MOST_DAYS) {
            days.pollFirstEntry();
        }
    }
}
