package dev.feedwarden.rules.read;

import dev.feedwarden.api.Unit;
import dev.feedwarden.rules.measure.ByteText;
import dev.feedwarden.rules.measure.TimeText;
import java.math.BigDecimal;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Numbers in the unit of a metric, as a person writes them. */
public final class UnitText {

    private static final Map<String, BigDecimal> PLAIN = Map.of("", BigDecimal.ONE);
    private static final Map<String, BigDecimal> SHARES = Map.of("", BigDecimal.ONE, "%", BigDecimal.valueOf(1, 2));

    private UnitText() {}

    /** The number in the unit itself; null for what is of another dimension, or is no number. */
    public static @Nullable BigDecimal parse(String text, Unit unit) {
        Amount amount = Amount.parse(text);
        BigDecimal factor = amount == null ? null : units(unit).get(amount.unit());
        return amount == null || factor == null ? null : amount.number().multiply(factor);
    }

    /** What is expected: {@code a time in ms, s, m, h or d such as 10s}. */
    public static String expected(Unit unit) {
        return words(unit) + " such as " + example(unit);
    }

    static String example(Unit unit) {
        return switch (unit) {
            case NONE -> "50";
            case SECONDS -> "10s";
            case BYTES -> "400MB";
            case SHARE -> "90%";
        };
    }

    private static Map<String, BigDecimal> units(Unit unit) {
        return switch (unit) {
            case NONE -> PLAIN;
            case SECONDS -> TimeText.UNITS;
            case BYTES -> ByteText.UNITS;
            case SHARE -> SHARES;
        };
    }

    private static String words(Unit unit) {
        return switch (unit) {
            case NONE -> "a number without unit";
            case SECONDS -> "a time in ms, s, m, h or d";
            case BYTES -> "bytes in B, kB, MB, GB, TB, KiB, MiB, GiB or TiB";
            case SHARE -> "a share";
        };
    }
}
