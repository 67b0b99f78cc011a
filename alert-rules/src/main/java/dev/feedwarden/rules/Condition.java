package dev.feedwarden.rules;

import dev.feedwarden.rules.measure.Dimension;
import dev.feedwarden.rules.measure.Range;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;

/**
 * When a level is reached: {@code < 150 or > 400}.
 *
 * @param any one of these must hold; at least one
 */
public record Condition(List<Comparison> any) {

    public Condition {
        any = List.copyOf(any);
    }

    /** Whether some value in the range meets it. */
    public boolean canHold(Range range) {
        return Samples.of(range, bounds()).stream().anyMatch(this::holds);
    }

    /** Whether some value in the range meets both. */
    public boolean overlaps(Condition other, Range range) {
        return Samples.of(range, DoubleStream.concat(bounds(), other.bounds())).stream()
                .anyMatch(value -> holds(value) && other.holds(value));
    }

    /** Whether a value meets it. NaN never does. */
    boolean holds(double value) {
        for (Comparison comparison : any) {
            if (comparison.holds(value)) {
                return true;
            }
        }
        return false;
    }

    /** As a rule file writes it, with the numbers in force: {@code > 10s}. */
    public String text(Dimension dimension) {
        return any.stream()
                .map(each -> each.operator().sign() + " " + dimension.exact(each.bound()))
                .collect(Collectors.joining(" or "));
    }

    private DoubleStream bounds() {
        return any.stream().mapToDouble(Comparison::bound);
    }

    /** One side of a condition. The bound is in the measure's dimension. */
    public record Comparison(Operator operator, double bound) {

        boolean holds(double value) {
            return switch (operator) {
                case ABOVE -> value > bound;
                case AT_LEAST -> value >= bound;
                case BELOW -> value < bound;
                case AT_MOST -> value <= bound;
                case IS -> value == bound;
                case IS_NOT -> value < bound || value > bound;
            };
        }
    }

    /** How a value is compared with a bound. */
    public enum Operator {
        ABOVE(">"),
        AT_LEAST(">="),
        BELOW("<"),
        AT_MOST("<="),
        IS("=="),
        IS_NOT("!=");

        private final String sign;

        Operator(String sign) {
            this.sign = sign;
        }

        /** As a rule file writes it. */
        public String sign() {
            return sign;
        }
    }
}
