package dev.feedwarden.plugin.bybit;

import java.math.BigDecimal;

/**
 * Reads numbers that the venue writes as text, such as {@code "0.514"}. Exact: the nearest double, also when the decimal
 * point is moved to turn a fraction into percent.
 */
final class Decimal {

    private static final int MOST_CHARS = 64;
    private static final int MOST_DIGITS = 18;
    private static final long EXACT = 1L << 53;
    private static final double[] POWERS = {
        1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19,
        1e20, 1e21, 1e22
    };

    private Decimal() {}

    /** As {@link #parse(char[], int, int, int)}; null is no number. */
    static double parse(String text) {
        return parse(text.toCharArray(), 0, text.length(), 0);
    }

    /**
     * The number times ten to the power of {@code shift}; NaN if the text is none.
     *
     * @param shift 0 to 22
     */
    static double parse(char[] text, int from, int length, int shift) {
        if (length > MOST_CHARS) {
            return Double.NaN;
        }
        int end = from + length;
        boolean negative = length > 0 && text[from] == '-';
        int first = negative ? from + 1 : from;
        int point = end;
        long mantissa = 0;
        for (int at = first; at < end; at++) {
            int digit = text[at] - '0';
            if (digit >= 0 && digit <= 9) {
                mantissa = mantissa * 10 + digit;
            } else if (text[at] == '.' && point == end) {
                point = at;
            } else {
                return slow(text, from, length, shift);
            }
        }
        int fraction = Math.max(end - point - 1, 0);
        int digits = point - first + fraction;
        if (digits == 0) {
            return Double.NaN;
        }
        int power = shift - fraction;
        if (digits > MOST_DIGITS || mantissa > EXACT) {
            return slow(text, from, length, shift);
        }
        // Both are exact, so the one rounding gives the nearest.
        double value = power < 0 ? mantissa / POWERS[-power] : mantissa * POWERS[power];
        return negative ? -value : value;
    }

    private static double slow(char[] text, int from, int length, int shift) {
        for (int at = from; at < from + length; at++) {
            if (text[at] > 'e') {
                return Double.NaN; // BigDecimal would take digits of other scripts
            }
        }
        try {
            BigDecimal number = new BigDecimal(text, from, length).scaleByPowerOfTen(shift);
            return Double.parseDouble(number.toString());
        } catch (NumberFormatException | ArithmeticException e) {
            return Double.NaN;
        }
    }
}
