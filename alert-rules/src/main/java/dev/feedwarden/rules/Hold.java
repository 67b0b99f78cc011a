package dev.feedwarden.rules;

import static dev.feedwarden.rules.measure.Measurement.NEVER;

import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * From the level that the value has to the level that the rule tells: each may have to last for a while first.
 *
 * <ul>
 *   <li>Worse: the worst level of the rule that has been matched, or a worse one has, for that level's hold. So trouble
 *       that is red is yellow already while the hold of red runs.
 *   <li>Better: the level that the value has, once it has been no worse than that for that level's hold.
 *   <li>Unknown: at once. From unknown to green at once as well, unless it was worse before it was unknown.
 * </ul>
 */
final class Hold {

    private static final long NOT = Long.MIN_VALUE;
    private static final List<Level> WORST_FIRST = List.of(Level.RED, Level.YELLOW);
    private static final List<Level> KNOWN = List.of(Level.GREEN, Level.YELLOW, Level.RED);

    private final Thresholds thresholds;
    private final Map<Level, Run> runs = new EnumMap<>(Level.class);
    private Level level = Level.GREY;
    private Level lastKnown = Level.GREY;
    private Level lastRaw = Level.GREY;

    Hold(Thresholds thresholds, Map<Level, Duration> holds) {
        this.thresholds = thresholds;
        KNOWN.forEach(each ->
                runs.put(each, new Run(holds.getOrDefault(each, Duration.ZERO).toNanos())));
    }

    Level level() {
        return level;
    }

    /** Takes the level that the value has from now on. */
    void take(Level raw, long now) {
        if (raw == lastRaw && raw == level) {
            return; // nothing runs
        }
        lastRaw = raw;
        for (Level each : KNOWN) {
            run(each).take(raw, each, now);
        }
        level = told(raw, now);
        if (level != Level.GREY) {
            lastKnown = level;
        }
    }

    /** When a hold that runs now will end if the value keeps its level. */
    long next(Level raw) {
        if (raw == level) {
            return NEVER;
        }
        long next = NEVER;
        for (Level each : WORST_FIRST) {
            if (isWorse(each)) {
                next = Math.min(next, run(each).badFrom());
            }
        }
        return isBetter(raw) ? Math.min(next, run(raw).goodFrom()) : next;
    }

    private Level told(Level raw, long now) {
        if (raw == Level.GREY) {
            return raw;
        }
        for (Level each : WORST_FIRST) {
            if (isWorse(each) && run(each).badFrom() <= now) {
                return each;
            }
        }
        boolean wellBefore = level == Level.GREY && lastKnown.compareTo(Level.GREEN) <= 0;
        return isBetter(raw) && (wellBefore || run(raw).goodFrom() <= now) ? raw : level;
    }

    private boolean isWorse(Level each) {
        return each.compareTo(level) > 0 && thresholds.of(each) != null;
    }

    /** From unknown, the only better level is green. */
    private boolean isBetter(Level raw) {
        if (level == Level.GREY) {
            return raw == Level.GREEN;
        }
        return raw != Level.GREY && raw.compareTo(level) < 0;
    }

    private Run run(Level each) {
        Run run = runs.get(each);
        if (run == null) {
            throw new IllegalArgumentException("no hold for " + each);
        }
        return run;
    }

    /** Since when the value has been at least so bad, and since when at least so good. */
    private static final class Run {

        private final long hold;
        private long badSince = NOT;
        private long goodSince = NOT;

        Run(long hold) {
            this.hold = hold;
        }

        void take(Level raw, Level each, long now) {
            badSince = since(badSince, raw != Level.GREY && raw.compareTo(each) >= 0, now);
            goodSince = since(goodSince, raw != Level.GREY && raw.compareTo(each) <= 0, now);
        }

        long badFrom() {
            return badSince == NOT ? NEVER : badSince + hold;
        }

        long goodFrom() {
            return goodSince == NOT ? NEVER : goodSince + hold;
        }

        private static long since(long before, boolean so, long now) {
            if (!so) {
                return NOT;
            }
            return before == NOT ? now : before;
        }
    }
}
