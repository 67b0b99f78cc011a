package dev.feedwarden.supervisor.history;

import dev.feedwarden.api.Metric;
import dev.feedwarden.api.Reading;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes of each minute of each series what is kept for long: of an event metric how many happened, at the time of the last
 * reading; of a counter the last reading; of a gauge the least, the greatest and the last reading, so one where they are
 * the same. A reading that comes when its minute is over counts for the minute that is under way if it is an event, and
 * not at all otherwise. One open minute a series. For one thread.
 */
final class Minutes {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    /** How long after its end a minute still takes what is late. */
    private static final Duration GRACE = Duration.ofSeconds(10);

    private final Map<Series, Open> open = new HashMap<>();
    private final List<Reading> over = new ArrayList<>();

    void take(Reading reading, Metric.Kind kind) {
        var series = new Series(reading.metric(), reading.subject());
        long minute = minute(reading.time());
        @Nullable Open found = open.get(series);
        if (found == null || minute > found.minute) {
            if (found != null) {
                found.end(over);
            }
            found = new Open(minute, kind, reading);
            open.put(series, found);
        } else {
            found.take(reading);
        }
    }

    /** What the minutes that are over left, since the last call. */
    List<Reading> over(Instant now) {
        long settled = minute(now.minus(GRACE));
        for (Iterator<Open> each = open.values().iterator(); each.hasNext(); ) {
            Open next = each.next();
            if (next.minute < settled) {
                next.end(over);
                each.remove();
            }
        }
        List<Reading> told = over.stream().sorted(InOrder.BY_TIME).toList();
        over.clear();
        return told;
    }

    static Instant begin(Instant time) {
        return Instant.ofEpochSecond(minute(time) * MINUTE.toSeconds());
    }

    private static long minute(Instant time) {
        return Math.floorDiv(time.getEpochSecond(), MINUTE.toSeconds());
    }

    /** A minute of a series. */
    private static final class Open {

        private final long minute;
        private final Metric.Kind kind;
        private Reading least;
        private Reading most;
        private Reading last;

        Open(long minute, Metric.Kind kind, Reading first) {
            this.minute = minute;
            this.kind = kind;
            least = first;
            most = first;
            last = first;
        }

        void take(Reading reading) {
            if (kind == Metric.Kind.EVENT) {
                last = sum(last, reading);
            } else if (minute(reading.time()) == minute) {
                last = reading.time().isBefore(last.time()) ? last : reading;
                least = Double.isNaN(least.value()) || reading.value() < least.value() ? reading : least;
                most = Double.isNaN(most.value()) || reading.value() > most.value() ? reading : most;
            }
        }

        void end(List<Reading> into) {
            Set<Reading> kept = new LinkedHashSet<>();
            if (kind == Metric.Kind.GAUGE) {
                kept.add(least.value() == last.value() ? last : least);
                kept.add(most.value() == last.value() ? last : most);
            }
            kept.add(last);
            into.addAll(kept);
        }

        /** Of events: what has no value adds nothing. */
        private static Reading sum(Reading one, Reading other) {
            if (Double.isNaN(one.value()) || Double.isNaN(other.value())) {
                return Double.isNaN(one.value()) ? other : one;
            }
            Instant time = one.time().isBefore(other.time()) ? other.time() : one.time();
            return new Reading(one.metric(), one.subject(), one.value() + other.value(), time);
        }
    }
}
