package dev.feedwarden.supervisor.journal;

import dev.feedwarden.api.tick.Tick;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the feeds' completeness: the ticks accepted up to a sequence of the journal, and for each feed the
 * days and gaps. Pure: time is handed in. Not safe for use by several threads.
 */
final class DayBook {

    /** A process that gives no sign of life for longer than this is taken for gone. */
    private static final Duration SILENT = Duration.ofSeconds(10);

    private static final int VERSION = 1;

    private final Map<String, WatchedFeed> feeds = new TreeMap<>();
    private final Map<String, Instant> lastTicks = new HashMap<>();
    private final NavigableSet<Long> low = new TreeSet<>();
    private Tally accepted = Tally.NONE;
    private String journal = "";
    private long counted;
    private Instant life = Instant.EPOCH;
    private boolean watching;

    DayBook() {}

    /** @param json as {@link #json} gives it */
    DayBook(JsonObject json) {
        if (json.getInteger("version") != VERSION) {
            throw new IllegalArgumentException(
                    "version: expected " + VERSION + ", found " + json.getInteger("version"));
        }
        journal = json.getString("journal");
        counted = json.getLong("counted");
        life = Instant.parse(json.getString("life"));
        accepted = Tally.of(json.getJsonObject("accepted"));
        json.getJsonArray("low").forEach(day -> low.add(((Number) day).longValue()));
        JsonObject kept = json.getJsonObject("feeds");
        kept.fieldNames().forEach(feed -> feeds.put(feed, new WatchedFeed(kept.getJsonObject(feed))));
    }

    /** A copy of what {@link #json} writes; what is counted and taken down later does not change it. */
    DayBook copy() {
        DayBook copy = new DayBook();
        feeds.forEach((feed, known) -> copy.feeds.put(feed, new WatchedFeed(known)));
        copy.low.addAll(low);
        copy.accepted = accepted;
        copy.journal = journal;
        copy.counted = counted;
        copy.life = life;
        return copy;
    }

    JsonObject json() {
        JsonObject kept = new JsonObject();
        feeds.forEach((feed, known) -> kept.put(feed, known.json()));
        return new JsonObject()
                .put("version", VERSION)
                .put("journal", journal)
                .put("counted", counted)
                .put("life", life.toString())
                .put("accepted", accepted.json())
                .put("low", new JsonArray(List.copyOf(low)))
                .put("feeds", kept);
    }

    /** The sequence up to which ticks are counted. */
    long counted() {
        return counted;
    }

    /** How many feeds are counted. */
    int size() {
        return accepted.feeds().size();
    }

    /** How many ticks of a feed were accepted on a day. */
    long accepted(String feed, long day) {
        return accepted.of(feed, day);
    }

    /** Whether a feed's ticks are counted, or will be once there are some. */
    private boolean counts(String feed) {
        return accepted.feeds().size() < Tally.MOST_FEEDS || accepted.feeds().contains(feed);
    }

    /**
     * Takes over another journal, or the same one as it was found.
     *
     * @param from the sequence from which on its ticks can be counted
     * @return whether every tick of the journal is, or will be, counted
     */
    boolean begin(String id, long from, long durable) {
        long known = journal.equals(id) ? Math.min(counted, durable) : 0;
        journal = id;
        counted = Math.max(known, from);
        return known >= from;
    }

    /** Counts ticks that have been accepted. */
    void accepted(List<? extends Tick> ticks, long upTo) {
        accepted = accepted.plus(ticks);
        counted = upTo;
    }

    /** Counts ticks of the process before: the last of each feed is a sign of its life. */
    void recounted(List<? extends Tick> ticks, long upTo) {
        accepted(ticks, upTo);
        ticks.forEach(tick -> lastTicks.put(tick.feed(), Instant.EPOCH.plus(tick.receivedMicros(), ChronoUnit.MICROS)));
    }

    /** Counts were lost: those of all days that are known, and of today, may be too low. */
    void low(Instant now) {
        accepted.feeds().forEach(feed -> low.addAll(accepted.days(feed)));
        low.add(Day.of(now));
        while (low.size() > Tally.MOST_DAYS) {
            low.pollFirst();
        }
    }

    /** Begins to watch: feeds that the process before wanted were down since its last sign of life. */
    void watch(SortedSet<String> wanted, Instant now) {
        watching = true;
        feeds.forEach((feed, known) -> {
            if (known.wanted() && !wanted.contains(feed)) {
                known.end(life);
            }
        });
        long oldest = Day.of(now) - Tally.MOST_DAYS;
        feeds.values().removeIf(known -> !known.wanted() && known.days().lastKey() < oldest);
        for (String feed : wanted) {
            WatchedFeed known = feeds.computeIfAbsent(feed, absent -> new WatchedFeed());
            if (known.wanted()) {
                known.resume(lastSign(feed));
                known.touch(now);
            } else {
                known.begin(now);
            }
        }
    }

    @Nullable
    WatchedFeed feed(String feed) {
        return feeds.get(feed);
    }

    /**
     * Gives a sign of life; none before {@link #watch}, which needs that of the process before.
     *
     * @param alive up to when what was offered has been accepted, or is known to be missing
     */
    void touch(Instant now, Instant alive) {
        if (!watching) {
            return;
        }
        life = alive;
        feeds.values().forEach(known -> known.touch(now));
    }

    /** Makes the book of a process that may have ended tell the time since as missing. */
    void read(Instant now) {
        for (WatchedFeed known : feeds.values()) {
            if (known.wanted() && now.isAfter(life.plus(SILENT))) {
                known.open(GapRecorder.WHOLE, life, GapReason.DOWN);
            }
            known.touch(now);
        }
    }

    /** The days from the first to the last, by feed and day. */
    List<DayReport> report(long first, long last, Map<String, SinkTally> sinks) {
        List<DayReport> reports = new ArrayList<>();
        SortedSet<String> names = new TreeSet<>(feeds.keySet());
        names.addAll(accepted.feeds());
        for (String feed : names) {
            WatchedFeed known = feeds.get(feed);
            SortedSet<Long> days = accepted.days(feed);
            if (known != null) {
                days.addAll(known.days().keySet());
            }
            for (long day : days) {
                if (day >= first && day <= last) {
                    reports.add(report(feed, day, known, sinks));
                }
            }
        }
        return reports;
    }

    private DayReport report(String feed, long day, @Nullable WatchedFeed known, Map<String, SinkTally> sinks) {
        Map<String, Long> stored = new HashMap<>();
        Map<String, Long> setAside = new HashMap<>();
        sinks.forEach((sink, tally) -> {
            if (tally.stored().of(feed, day) > 0) {
                stored.put(sink, tally.stored().of(feed, day));
            }
            if (tally.setAside().of(feed, day) > 0) {
                setAside.put(sink, tally.setAside().of(feed, day));
            }
        });
        List<Gap> open = known == null ? List.of() : known.open();
        Day watched = known == null ? null : known.days().get(day);
        return new DayReport(
                feed,
                LocalDate.ofEpochDay(day),
                accepted.of(feed, day),
                stored,
                setAside,
                watched == null ? null : watched.percent(open),
                watched == null
                        ? null
                        : new DayReport.Time(watched.watched(), watched.missing(open), watched.maintenance(open)),
                !low.contains(day) && counts(feed),
                watched == null ? 0 : watched.gapCount(open),
                watched == null ? List.of() : watched.gaps(open));
    }

    private Instant lastSign(String feed) {
        Instant last = lastTicks.getOrDefault(feed, life);
        return last.isAfter(life) ? last : life;
    }
}
