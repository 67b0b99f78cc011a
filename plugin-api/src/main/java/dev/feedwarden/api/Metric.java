package dev.feedwarden.api;

import java.util.regex.Pattern;

/**
 * A declared metric: what rules may judge.
 *
 * @param name dotted lower-case words, such as {@code feed.ticks}
 * @param kind how its readings are meant
 * @param unit what its numbers are counted in
 * @param about one sentence for a person
 */
public record Metric(String name, Kind kind, Unit unit, String about) {

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]*(\\.[a-z][a-z0-9_]*)+");

    public Metric {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "metric name must be dotted lower-case words such as feed.ticks, found '" + name + "'");
        }
    }

    /** How the readings of a metric are meant. */
    public enum Kind {
        /** Each reading says how many happened since the one before; none is sent for zero. */
        EVENT,
        /** Each reading is a value that holds until the next. */
        GAUGE,
        /** Each reading is a running total; a drop means that it started again from zero. */
        COUNTER
    }
}
