package dev.feedwarden.rules.read;

import dev.feedwarden.api.Unit;
import dev.feedwarden.rules.Condition;
import dev.feedwarden.rules.Condition.Comparison;
import dev.feedwarden.rules.Condition.Operator;
import dev.feedwarden.rules.measure.Measure;
import dev.feedwarden.rules.yaml.Node;
import dev.feedwarden.rules.yaml.Problems;
import dev.feedwarden.rules.yaml.Scalar;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads thresholds such as {@code "< 150 or > 400"} in the dimension of a measure. */
final class ConditionReader {

    private static final int LONGEST = 200;
    private static final int MOST_SIDES = 4;
    private static final int NANO_PLACES = 9;
    private static final Pattern OR = Pattern.compile("\\s+or\\s+");
    private static final Pattern COMPARISON = Pattern.compile("\\s*(>=|<=|==|!=|>|<)\\s*(\\S.*?)\\s*");

    private final BigDecimal timeScale;
    private final Problems problems;

    ConditionReader(BigDecimal timeScale, Problems problems) {
        this.timeScale = timeScale;
        this.problems = problems;
    }

    /** The condition; null where there is none or it is wrong. */
    @Nullable
    Condition read(@Nullable Node node, Measure measure) {
        if (node == null) {
            return null;
        }
        String example = "a threshold such as \"> "
                + UnitText.example(measure.dimension().unit()) + "\"";
        if (!(node instanceof Scalar scalar) || scalar.type() != Scalar.Type.TEXT) {
            problems.expected(example, node);
            return null;
        }
        if (scalar.text().length() > LONGEST) { // splitting a long row of blanks takes its square
            problems.add(node.place(), "expected at most " + LONGEST + " characters in a threshold, found more");
            return null;
        }
        List<Comparison> sides = new ArrayList<>();
        String[] parts = OR.split(scalar.text(), MOST_SIDES + 1);
        if (parts.length > MOST_SIDES) {
            problems.add(node.place(), "expected at most " + MOST_SIDES + " sides with 'or', found more");
            return null;
        }
        for (String part : parts) {
            Matcher matcher = COMPARISON.matcher(part);
            if (!matcher.matches()) {
                problems.expected(example, node);
                return null;
            }
            BigDecimal bound = bound(scalar, matcher.group(2), measure);
            if (bound == null) {
                return null;
            }
            sides.add(new Comparison(operator(matcher.group(1)), bound.doubleValue()));
        }
        return new Condition(sides);
    }

    private @Nullable BigDecimal bound(Scalar whole, String text, Measure measure) {
        Unit unit = measure.dimension().unit();
        BigDecimal bound = UnitText.parse(text, unit);
        if (bound == null) {
            problems.add(
                    whole.place(),
                    "'" + measure.text() + "' is compared with " + UnitText.expected(unit) + ", found '" + text + "'");
            return null;
        }
        return measure.passes() ? bound.multiply(timeScale).setScale(NANO_PLACES, RoundingMode.HALF_UP) : bound;
    }

    private static Operator operator(String sign) {
        return Arrays.stream(Operator.values())
                .filter(each -> each.sign().equals(sign))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no operator " + sign));
    }
}
