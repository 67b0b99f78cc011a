package dev.feedwarden.rules.measure;

import dev.feedwarden.api.Unit;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What the values of a measure are counted in, and how they look to a person.
 *
 * @param unit of the value
 * @param per the unit of time of a rate; null for none
 */
public record Dimension(Unit unit, @Nullable Duration per) {

    /** A number of things. */
    static final Dimension COUNT = of(Unit.NONE);

    private static final MathContext SHORT = new MathContext(3);
    private static final MathContext LONG = new MathContext(4);
    private static final long MINUTE = 60;
    private static final long HOUR = 60 * MINUTE;
    private static final long DAY = 24 * HOUR;

    static Dimension of(Unit unit) {
        return new Dimension(unit, null);
    }

    /** For machines: {@code seconds}, {@code bytes}, {@code share} or {@code none}, with {@code  per 1m} for a rate. */
    public String word() {
        String word = unit.name().toLowerCase(Locale.ROOT);
        return per == null ? word : word + " per " + TimeText.print(per);
    }

    /** A measured value for a person, rounded: {@code 12 s}, {@code 87 %}, {@code 412 MB}, {@code 3/min}. An endless time is {@code never}. */
    public String print(double value) {
        if (!Double.isFinite(value)) {
            return unit == Unit.SECONDS && value > 0 ? "never" : "unknown";
        }
        String number = switch (unit) {
            case NONE -> number(value);
            case SECONDS -> value < 0 ? "-" + time(-value) : time(value);
            case BYTES -> bytes(value);
            case SHARE -> round(value * 100, LONG) + " %";
        };
        return number + pace();
    }

    /** A number in a threshold as a rule file writes it, not rounded: {@code 10s}, {@code 90%}, {@code 400MB}. */
    public String exact(double value) {
        BigDecimal number = BigDecimal.valueOf(value);
        return switch (unit) {
            case NONE -> plain(number);
            case SECONDS -> TimeText.print(number);
            case BYTES -> ByteText.print(number);
            case SHARE -> plain(number.movePointRight(2)) + "%";
        };
    }

    private String pace() {
        if (per == null) {
            return "";
        }
        String unitOfTime = TimeText.print(per);
        return switch (unitOfTime) {
            case "1s" -> "/s";
            case "1m" -> "/min";
            case "1h" -> "/h";
            case "1d" -> "/d";
            default -> " per " + unitOfTime;
        };
    }

    private static String time(double seconds) {
        if (seconds < 1) {
            return seconds == 0 ? "0 s" : round(seconds * 1000, SHORT) + " ms";
        }
        if (seconds < 2 * MINUTE) {
            return round(seconds, SHORT) + " s";
        }
        long whole = Math.round(seconds);
        if (whole < 2 * HOUR) {
            return two(whole / MINUTE, " min", whole % MINUTE, " s");
        }
        return whole < 2 * DAY
                ? two(whole / HOUR, " h", whole % HOUR / MINUTE, " min")
                : two(whole / DAY, " d", whole % DAY / HOUR, " h");
    }

    private static String two(long large, String largeUnit, long small, String smallUnit) {
        return large + largeUnit + (small == 0 ? "" : " " + small + smallUnit);
    }

    private static String bytes(double value) {
        String[] units = {"B", "kB", "MB", "GB", "TB"};
        int power = 0;
        double scaled = value;
        while (Math.abs(scaled) >= 999.5 && power < units.length - 1) {
            scaled /= 1000;
            power++;
        }
        return round(scaled, SHORT) + " " + units[power];
    }

    private static String number(double value) {
        return value == Math.rint(value) ? plain(BigDecimal.valueOf(value)) : round(value, LONG);
    }

    /** To so many digits, but never less than whole. */
    private static String round(double value, MathContext digits) {
        BigDecimal exact = BigDecimal.valueOf(value);
        boolean large = exact.precision() - exact.scale() > digits.getPrecision();
        return plain(large ? exact.setScale(0, RoundingMode.HALF_UP) : exact.round(digits));
    }

    private static String plain(BigDecimal number) {
        return number.stripTrailingZeros().toPlainString();
    }
}
