package dev.feedwarden.rules;

import dev.feedwarden.rules.measure.Dimension;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * From when to when a level is matched.
 *
 * @param enter the values from which on it is
 * @param leave the values from which on it is no more; between the two it stays as it was. Null for every value that does
 *     not enter
 * @param votes how many readings must say so; null for the newest alone
 */
public record Threshold(
        Condition enter,
        @Nullable Condition leave,
        @Nullable Votes votes) {

    /** For a person, with the numbers in force: {@code > 50, left at < 40, 3 of 5}. */
    public String text(Dimension dimension) {
        return enter.text(dimension)
                + (leave == null ? "" : ", left at " + leave.text(dimension))
                + (votes == null ? "" : ", " + votes.text());
    }

    /** Every number in it. */
    DoubleStream bounds() {
        return Stream.of(enter, leave == null ? enter : leave)
                .distinct()
                .flatMap(condition -> condition.any().stream())
                .mapToDouble(Condition.Comparison::bound);
    }
}
