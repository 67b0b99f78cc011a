package dev.feedwarden.rules;

import dev.feedwarden.rules.measure.Range;
import java.util.Objects;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which value means which level. The worst level that matches wins.
 *
 * @param yellow null for none
 * @param red null for none
 * @param info what is noted without changing the level; null for none
 * @param mail what a person is told of once it is reached at yellow or red, whatever level that is; null for none
 */
public record Thresholds(
        @Nullable Threshold yellow,
        @Nullable Threshold red,
        @Nullable Threshold info,
        @Nullable Threshold mail) {

    /** The threshold of a level; null for a level that has none. */
    public @Nullable Threshold of(Level level) {
        return switch (level) {
            case YELLOW -> yellow;
            case RED -> red;
            case GREEN, GREY -> null;
        };
    }

    /** Whether some value in the range enters this level. */
    public boolean canReach(Level level, Range range) {
        return Samples.of(range, bounds()).stream().anyMatch(value -> entered(value) == level);
    }

    /** Whether some value in the range enters yellow or red and meets the threshold of mails. */
    public boolean canMail(Range range) {
        return Samples.of(range, bounds()).stream()
                .anyMatch(value -> enters(mail, value) && entered(value).compareTo(Level.GREEN) > 0);
    }

    /** Every number in them. */
    DoubleStream bounds() {
        return Stream.of(yellow, red, info, mail).filter(Objects::nonNull).flatMapToDouble(Threshold::bounds);
    }

    private Level entered(double value) {
        if (enters(red, value)) {
            return Level.RED;
        }
        return enters(yellow, value) ? Level.YELLOW : Level.GREEN;
    }

    private static boolean enters(@Nullable Threshold threshold, double value) {
        return threshold != null && threshold.enter().holds(value);
    }
}
