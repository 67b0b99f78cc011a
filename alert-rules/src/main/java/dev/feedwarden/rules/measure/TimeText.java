package dev.feedwarden.rules.measure;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Spans of time as rule files write them: a number and one of ms, s, m, h, d. */
public final class TimeText {

    /** Seconds by unit, the longest first. */
    public static final Map<String, BigDecimal> UNITS = units();

    private static final int PLACES = 2;
    private static final int NANO_PLACES = 9;

    private TimeText() {}

    /** {@code 90s}, {@code 1.5h}: in the longest unit that needs at most two decimals. */
    public static String print(Duration span) {
        return print(BigDecimal.valueOf(span.getSeconds()).add(BigDecimal.valueOf(span.getNano(), NANO_PLACES)));
    }

    static String print(BigDecimal seconds) {
        for (Map.Entry<String, BigDecimal> unit : UNITS.entrySet()) {
            BigDecimal number = seconds.divide(unit.getValue(), NANO_PLACES, RoundingMode.HALF_UP)
                    .stripTrailingZeros();
            if (number.abs().compareTo(BigDecimal.ONE) >= 0 && number.scale() <= PLACES) {
                return number.toPlainString() + unit.getKey();
            }
        }
        return seconds.stripTrailingZeros().toPlainString() + "s";
    }

    private static Map<String, BigDecimal> units() {
        Map<String, BigDecimal> units = new LinkedHashMap<>();
        units.put("d", BigDecimal.valueOf(86_400));
        units.put("h", BigDecimal.valueOf(3_600));
        units.put("m", BigDecimal.valueOf(60));
        units.put("s", BigDecimal.ONE);
        units.put("ms", BigDecimal.valueOf(1, 3));
        return Collections.unmodifiableMap(units);
    }
}
