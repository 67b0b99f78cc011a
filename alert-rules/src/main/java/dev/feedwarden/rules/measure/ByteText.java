package dev.feedwarden.rules.measure;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Numbers of bytes as rule files write them: in B, and in decimal and binary multiples. */
public final class ByteText {

    /** Bytes by unit, the largest first. */
    public static final Map<String, BigDecimal> UNITS = units();

    private static final int PLACES = 9;

    private ByteText() {}

    /** {@code 400MB}, {@code 512MiB}: in the largest unit that needs at most one decimal. */
    static String print(BigDecimal bytes) {
        for (Map.Entry<String, BigDecimal> unit : UNITS.entrySet()) {
            BigDecimal number =
                    bytes.divide(unit.getValue(), PLACES, RoundingMode.HALF_UP).stripTrailingZeros();
            if (number.abs().compareTo(BigDecimal.ONE) >= 0 && number.scale() <= 1) {
                return number.toPlainString() + unit.getKey();
            }
        }
        return bytes.stripTrailingZeros().toPlainString() + "B";
    }

    private static Map<String, BigDecimal> units() {
        Map<String, BigDecimal> units = new LinkedHashMap<>();
        String[] prefixes = {"T", "G", "M", "k"};
        for (int i = 0; i < prefixes.length; i++) {
            int power = prefixes.length - i;
            units.put(
                    prefixes[i].equals("k") ? "KiB" : prefixes[i] + "iB",
                    BigDecimal.valueOf(1024).pow(power));
            units.put(prefixes[i] + "B", BigDecimal.valueOf(1000).pow(power));
        }
        units.put("B", BigDecimal.ONE);
        return Collections.unmodifiableMap(units);
    }
}
