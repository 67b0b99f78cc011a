package dev.feedwarden.supervisor.journal;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * One feed on one UTC day: when it was watched and when data was missing. Of more than {@value #MOST_GAPS} gaps, and of
 * more than {@value #FOLDED_GAPS} once the day is long over, the oldest are folded into their number and length. Not safe
 * for use by several threads.
 */
final class Day {

    static final int MOST_GAPS = 100;
    static final int FOLDED_GAPS = 5;

    private final Instant start;
    private final Instant end;
    private final Instant from;
    private final List<Gap> gaps = new ArrayList<>();
    private Instant to;
    private Duration off = Duration.ZERO;
    private Duration folded = Duration.ZERO;
    private Duration foldedMaintenance = Duration.ZERO;
    private long foldedGaps;

    /**
     * @param day days since the epoch
     * @param from when the feed began to be watched on it
     */
    Day(long day, Instant from) {
        LocalDate date = LocalDate.ofEpochDay(day);
        start = date.atStartOfDay().toInstant(ZoneOffset.UTC);
        end = date.plusDays(1).atStartOfDay().toInstant(ZoneOffset.UTC);
        this.from = clip(from);
        to = this.from;
    }

    Day(long day, JsonObject json) {
        this(day, Instant.parse(json.getString("from")));
        to = Instant.parse(json.getString("to"));
        off = Duration.parse(json.getString("off"));
        folded = Duration.parse(json.getString("folded"));
        foldedMaintenance = Duration.parse(json.getString("foldedMaintenance", "PT0S"));
        foldedGaps = json.getLong("foldedGaps");
        JsonArray list = json.getJsonArray("gaps");
        for (int i = 0; i < list.size(); i++) {
            gaps.add(Gap.of(list.getJsonObject(i)));
        }
    }

    Day(Day other) {
        start = other.start;
        end = other.end;
        from = other.from;
        gaps.addAll(other.gaps);
        to = other.to;
        off = other.off;
        folded = other.folded;
        foldedMaintenance = other.foldedMaintenance;
        foldedGaps = other.foldedGaps;
    }

    static long of(Instant time) {
        return Math.floorDiv(time.getEpochSecond(), 86_400L);
    }

    JsonObject json() {
        JsonArray list = new JsonArray();
        gaps.forEach(gap -> list.add(gap.json()));
        return new JsonObject()
                .put("from", from.toString())
                .put("to", to.toString())
                .put("off", off.toString())
                .put("folded", folded.toString())
                .put("foldedMaintenance", foldedMaintenance.toString())
                .put("foldedGaps", foldedGaps)
                .put("gaps", list);
    }

    /** The feed is watched until then. */
    void watched(Instant until) {
        Instant clipped = clip(until);
        to = clipped.isAfter(to) ? clipped : to;
    }

    /** The feed is watched again, after it was not for a while. */
    void resumed(Instant at) {
        Instant clipped = clip(at);
        if (clipped.isAfter(to)) {
            off = off.plus(Duration.between(to, clipped));
            to = clipped;
        }
    }

    /** Takes down the part of an ended gap that lies on this day. */
    void add(Gap gap) {
        put(clip(gap));
    }

    /**
     * The same, as one with the last gap where it follows closely for the same reason.
     *
     * @return whether it is a gap of its own
     */
    boolean extend(Gap gap) {
        Gap clipped = clip(gap);
        int last = gaps.size() - 1;
        if (last >= 0 && gaps.get(last).goesOnWith(clipped)) {
            gaps.set(last, gaps.get(last).with(clipped));
            return false;
        }
        put(clipped);
        return true;
    }

    long gapCount(List<Gap> open) {
        return foldedGaps + gaps.size() + open.stream().filter(this::touches).count();
    }

    /** Those that are kept and those that go on, oldest first. */
    List<Gap> gaps(List<Gap> open) {
        return Stream.concat(gaps.stream(), open.stream().filter(this::touches).map(this::show))
                .sorted(Comparator.comparing(Gap::from))
                .toList();
    }

    /**
     * The share of the watched time that lies in no gap, in percent, rounded down to three decimals; 100 only if there
     * was no gap at all.
     */
    double percent(List<Gap> open) {
        long watched = watched().toMillis();
        if (gapCount(open) == 0) {
            return 100;
        }
        long kept = Math.max(0, watched - missing(open).toMillis());
        return watched == 0 ? 0 : Math.min(99_999, kept * 100_000 / watched) / 1e3;
    }

    /** How much of the day lies in at least one gap. */
    Duration missing(List<Gap> open) {
        List<Gap> all = Stream.concat(
                        gaps.stream(), open.stream().filter(this::touches).map(this::clip))
                .toList();
        return folded.plus(covered(all));
    }

    /** How long the feed was watched. */
    Duration watched() {
        Duration watched = Duration.between(from, to).minus(off);
        return watched.isNegative() ? Duration.ZERO : watched;
    }

    /** How much of the day lies in at least one gap that the venue's maintenance is the reason of. */
    Duration maintenance(List<Gap> open) {
        List<Gap> all = Stream.concat(
                        gaps.stream(), open.stream().filter(this::touches).map(this::clip))
                .toList();
        return foldedMaintenance.plus(covered(closed(all)));
    }

    /** Folds most of the gaps. */
    void fold() {
        fold(FOLDED_GAPS);
    }

    private void put(Gap gap) {
        gaps.add(gap);
        fold(MOST_GAPS);
    }

    private void fold(int most) {
        while (gaps.size() > most) {
            Duration before = covered(gaps);
            Duration maintenanceBefore = covered(closed(gaps));
            gaps.remove(0);
            folded = folded.plus(before).minus(covered(gaps));
            foldedMaintenance = foldedMaintenance.plus(maintenanceBefore).minus(covered(closed(gaps)));
            foldedGaps++;
        }
    }

    private static List<Gap> closed(List<Gap> gaps) {
        return gaps.stream()
                .filter(gap -> gap.reason().equals(GapReason.MAINTENANCE.word()))
                .toList();
    }

    /** How long at least one of them lasts. */
    private static Duration covered(List<Gap> gaps) {
        Duration sum = Duration.ZERO;
        Instant upTo = Instant.MIN;
        for (Gap gap : gaps.stream().sorted(Comparator.comparing(Gap::from)).toList()) {
            Instant begin = gap.from().isAfter(upTo) ? gap.from() : upTo;
            Instant finish = gap.end(gap.from());
            if (finish.isAfter(begin)) {
                sum = sum.plus(Duration.between(begin, finish));
                upTo = finish;
            }
        }
        return sum;
    }

    private boolean touches(Gap open) {
        return open.from().isBefore(end) && !open.from().isAfter(to);
    }

    /** A gap that goes on, as this day knows it: on a day that is over it ends with the day. */
    private Gap show(Gap open) {
        return to.isBefore(end) ? new Gap(clip(open.from()), null, open.reason(), open.ticks()) : clip(open);
    }

    private Gap clip(Gap gap) {
        return new Gap(clip(gap.from()), clip(gap.end(to)), gap.reason(), gap.ticks());
    }

    private Instant clip(Instant time) {
        return time.isBefore(start) ? start : time.isAfter(end) ? end : time;
    }
}
