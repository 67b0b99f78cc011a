package dev.feedwarden.supervisor.journal;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.NavigableMap;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** One feed: its latest {@value Tally#MOST_DAYS} days and the gaps that go on. Not safe for use by several threads. */
final class WatchedFeed {

    /** What is older keeps few gaps: everything is written every few seconds. */
    private static final int DETAILED_DAYS = 35;

    private final NavigableMap<Long, Day> days = new TreeMap<>();
    private final SortedMap<Integer, Gap> open = new TreeMap<>();
    private boolean wanted;

    WatchedFeed() {}

    WatchedFeed(JsonObject json) {
        wanted = json.getBoolean("wanted");
        JsonObject kept = json.getJsonObject("days");
        kept.fieldNames()
                .forEach(day -> days.put(Long.valueOf(day), new Day(Long.parseLong(day), kept.getJsonObject(day))));
        JsonObject going = json.getJsonObject("open");
        going.fieldNames()
                .forEach(connection -> open.put(Integer.valueOf(connection), Gap.of(going.getJsonObject(connection))));
    }

    WatchedFeed(WatchedFeed other) {
        wanted = other.wanted;
        other.days.forEach((day, known) -> days.put(day, new Day(known)));
        open.putAll(other.open);
    }

    JsonObject json() {
        JsonObject kept = new JsonObject();
        days.forEach((day, known) -> kept.put(Long.toString(day), known.json()));
        JsonObject going = new JsonObject();
        open.forEach((connection, gap) -> going.put(Integer.toString(connection), gap.json()));
        return new JsonObject().put("wanted", wanted).put("days", kept).put("open", going);
    }

    boolean wanted() {
        return wanted;
    }

    SortedMap<Long, Day> days() {
        return days;
    }

    List<Gap> open() {
        return List.copyOf(open.values());
    }

    /** The feed is wanted by a process that starts now, and was not by the one before. */
    void begin(Instant now) {
        wanted = true;
        Day today = days.get(Day.of(now));
        if (today == null) {
            day(Day.of(now), now);
        } else {
            today.resumed(now);
        }
        open.putIfAbsent(GapRecorder.WHOLE, gap(now, GapReason.STARTING));
    }

    /**
     * The feed was wanted by the process before, and is so again.
     *
     * @param life the last sign of life of the process before, or of the feed
     */
    void resume(Instant life) {
        endConnections(life);
        open.putIfAbsent(GapRecorder.WHOLE, gap(life, GapReason.DOWN));
    }

    /** The feed is not wanted any more. */
    void end(Instant life) {
        wanted = false;
        List.copyOf(open.keySet()).forEach(connection -> close(connection, life));
    }

    /** The feed is watched until now. */
    void touch(Instant now) {
        if (!wanted || days.isEmpty()) {
            return;
        }
        long today = Day.of(now);
        for (long day = Math.max(days.lastKey(), today - Tally.MOST_DAYS); day <= today; day++) {
            day(day, Instant.MIN).watched(now);
        }
    }

    /** Begins a gap; false if one goes on already. */
    boolean open(int connection, Instant from, GapReason reason) {
        return open.putIfAbsent(connection, gap(from, reason)) == null;
    }

    /** Ends a gap; null if none goes on. */
    @Nullable
    Gap close(int connection, Instant to) {
        Gap gap = open.remove(connection);
        if (gap == null) {
            return null;
        }
        Gap ended = new Gap(gap.from(), to, gap.reason(), 0);
        for (long day : span(ended)) {
            day(day, Instant.MIN).add(ended);
        }
        return ended;
    }

    /** Takes down a gap that has ended, as one with the last where it follows closely; whether it is one of its own. */
    boolean extend(Gap gap) {
        boolean added = false;
        for (long day : span(gap)) {
            added = day(day, Instant.MIN).extend(gap);
        }
        return added;
    }

    private void endConnections(Instant at) {
        List.copyOf(open.keySet()).stream()
                .filter(connection -> connection != GapRecorder.WHOLE)
                .forEach(connection -> close(connection, at));
    }

    /** The kept days that a gap touches. */
    private long[] span(Gap gap) {
        long last = Day.of(gap.end(gap.from()));
        long first = Math.max(Day.of(gap.from()), last - Tally.MOST_DAYS + 1);
        return LongStream.rangeClosed(first, last).toArray();
    }

    private Day day(long day, Instant from) {
        Day known = days.computeIfAbsent(day, absent -> new Day(day, from));
        while (days.size() > Tally.MOST_DAYS) {
            days.pollFirstEntry();
        }
        days.headMap(days.lastKey() - DETAILED_DAYS).values().forEach(Day::fold);
        return known;
    }

    private static Gap gap(Instant from, GapReason reason) {
        return new Gap(from, null, reason.word(), 0);
    }
}
