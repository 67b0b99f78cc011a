package dev.feedwarden.rules.read;

import dev.feedwarden.rules.measure.TimeText;
import dev.feedwarden.rules.yaml.Node;
import dev.feedwarden.rules.yaml.Problems;
import dev.feedwarden.rules.yaml.Scalar;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Reads spans of time: from zero to 400 days, in whole milliseconds. */
public final class Spans {

    private static final BigDecimal LONGEST =
            BigDecimal.valueOf(Duration.ofDays(400).toSeconds());
    private static final String EXPECTED = "a time such as 30s, at most 400d, in ms, s, m, h or d";

    private final BigDecimal scale;
    private final Problems problems;

    /**
     * @param scale what every span is multiplied with; a span that is not zero stays at least a millisecond
     */
    public Spans(BigDecimal scale, Problems problems) {
        this.scale = scale;
        this.problems = problems;
    }

    /** The same, but spans stay as they are written. */
    Spans unscaled() {
        return new Spans(BigDecimal.ONE, problems);
    }

    /** A value of its own; null where there is none or it is wrong. */
    public @Nullable Duration read(@Nullable Node node) {
        if (node == null) {
            return null;
        }
        if (node instanceof Scalar scalar && scalar.type() == Scalar.Type.TEXT) {
            Duration span = parse(scalar.text());
            if (span != null) {
                return span;
            }
        }
        problems.expected(EXPECTED, node);
        return null;
    }

    /** A part of a text. */
    @Nullable
    Duration read(Scalar whole, String part) {
        Duration span = parse(part);
        if (span == null || span.isZero()) {
            problems.add(
                    whole.place(),
                    "expected " + EXPECTED + " and more than zero, found '" + part + "' in " + whole.found());
            return null;
        }
        return span;
    }

    /** A span that nobody wrote, scaled like those that somebody did. */
    Duration scaled(Duration span) {
        return scaled(BigDecimal.valueOf(span.toMillis(), 3));
    }

    private @Nullable Duration parse(String text) {
        Amount amount = Amount.parse(text);
        BigDecimal unit = amount == null ? null : TimeText.UNITS.get(amount.unit());
        if (amount == null || unit == null || amount.number().signum() < 0) {
            return null;
        }
        BigDecimal seconds = amount.number().multiply(unit);
        return seconds.compareTo(LONGEST) > 0 ? null : scaled(seconds);
    }

    private Duration scaled(BigDecimal seconds) {
        long millis = seconds.multiply(scale)
                .movePointRight(3)
                .setScale(0, RoundingMode.HALF_UP)
                .longValueExact();
        return Duration.ofMillis(seconds.signum() == 0 ? 0 : Math.max(1, millis));
    }
}
