package dev.feedwarden.rules;

import dev.feedwarden.rules.Condition.Comparison;
import dev.feedwarden.rules.measure.Range;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which value means which level. The worst level that matches wins.
 *
 * @param yellow null for none
 * @param red null for none
 * @param info what is noted without changing the level; null for none
 */
public record Thresholds(
        @Nullable Condition yellow,
        @Nullable Condition red,
        @Nullable Condition info) {

    /** The level of a value. Of NaN nothing is known. */
    Level level(double value) {
        if (Double.isNaN(value)) {
            return Level.GREY;
        }
        if (holds(red, value)) {
            return Level.RED;
        }
        return holds(yellow, value) ? Level.YELLOW : Level.GREEN;
    }

    /** Whether a value is to be noted. */
    boolean noted(double value) {
        return holds(info, value);
    }

    /** When a level is reached; null for one that has no threshold. */
    public @Nullable Condition of(Level level) {
        return switch (level) {
            case YELLOW -> yellow;
            case RED -> red;
            case GREEN, GREY -> null;
        };
    }

    /** Every number in them. */
    double[] bounds() {
        return Stream.of(yellow, red, info)
                .filter(Objects::nonNull)
                .flatMap(condition -> condition.any().stream())
                .mapToDouble(Comparison::bound)
                .toArray();
    }

    /** Whether some value in the range has this level. */
    public boolean canReach(Level level, Range range) {
        return samples(range).stream().anyMatch(value -> level(value) == level);
    }

    /** Every bound and one value between each two neighbours: nothing changes anywhere else. */
    private List<Double> samples(Range range) {
        double[] edges = Stream.concat(
                        Stream.of(range.least(), range.most()),
                        Arrays.stream(bounds()).boxed())
                .mapToDouble(Double::doubleValue)
                .sorted()
                .toArray();
        List<Double> samples = new ArrayList<>();
        for (int i = 0; i < edges.length; i++) {
            samples.add(edges[i]);
            if (i > 0) {
                samples.add(between(edges[i - 1], edges[i]));
            }
        }
        samples.removeIf(value -> value < range.least() || value > range.most());
        return samples;
    }

    private static double between(double low, double high) {
        if (Double.isInfinite(low)) {
            return Double.isInfinite(high) ? 0 : Math.nextDown(high);
        }
        return Double.isInfinite(high) ? Math.nextUp(low) : low + (high - low) / 2;
    }

    private static boolean holds(@Nullable Condition condition, double value) {
        return condition != null && condition.holds(value);
    }
}
