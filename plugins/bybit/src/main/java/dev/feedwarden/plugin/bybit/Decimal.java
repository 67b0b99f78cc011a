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
     * @param shift 0 or more
     */
    static double parse(char[] text, int from, int length, int shift) {
        int end = from + length;
        int at = from;
        boolean negative = length > 0 && text[from] == '-';
        if (negative) {
            at++;
        }
        long digits = 0;
        int significant = 0;
        int scale = 0;
        boolean fraction = false;
        boolean any = false;
        for (; at < end; at++) {
            char next = text[at];
            if (next >= '0' && next <= '9') {
                any = true;
                significant += significant > 0 || next != '0' ? 1 : 0;
                if (significant > MOST_DIGITS) {
                    return slow(text, from, length, shift);
                }
                digits = digits * 10 + (next - '0');
                scale += fraction ? 1 : 0;
            } else if (next == '.' && !fraction) {
                fraction = true;
            } else {
                return slow(text, from, length, shift);
            }
        }
        if (!any) {
            return Double.NaN;
        }
        int power = scale - shift;
        if (digits >= EXACT || power >= POWERS.length || power < 0) {
            return slow(text, from, length, shift);
        }
        double value = digits / POWERS[power];
        return negative ? -value : value;
    }

    private static double slow(char[] text, int from, int length, int shift) {
        if (length > MOST_CHARS) {
            return Double.NaN;
        }
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
