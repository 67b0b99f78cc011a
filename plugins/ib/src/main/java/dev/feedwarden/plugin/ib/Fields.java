package dev.feedwarden.plugin.ib;

import java.nio.charset.StandardCharsets;

/**
 * The fields of one frame, read in order: each ended by a NUL byte. Text is decoded leniently, numbers strictly. Used again
 * for every frame, and makes nothing but the texts that are asked for.
 */
final class Fields {

    private static final double[] TENTHS = {
        1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15
    };
    private static final int EXACT_DIGITS = 15;
    private static final int LONGEST_SHOWN = 40;

    private byte[] bytes = {};
    private int at;
    private int end;
    private int index;
    private int from;
    private int to;

    /** Begins with the first field of a frame. */
    Fields over(byte[] frame, int first, int last) {
        bytes = frame;
        at = first;
        end = last;
        index = -1;
        return this;
    }

    /** Whether there is another field. */
    boolean more() {
        return at < end;
    }

    /** How many fields there are in all, counted from where the reading stands. */
    int left() {
        int count = 0;
        for (int i = at; i < end; i++) {
            if (bytes[i] == 0) {
                count++;
            }
        }
        return end > at && bytes[end - 1] != 0 ? count + 1 : count;
    }

    void skip(int fields) throws CodecException {
        for (int i = 0; i < fields; i++) {
            next("skipped");
        }
    }

    String text(String name) throws CodecException {
        next(name);
        return raw();
    }

    /** As {@link #text}, with the six-character escapes that gateways send for what is not ASCII. */
    String prose(String name) throws CodecException {
        return Prose.unescaped(text(name));
    }

    int integer(String name) throws CodecException {
        long value = whole(name);
        if (value != (int) value) {
            throw wrong(name, "a whole number of 32 bits");
        }
        return (int) value;
    }

    long whole(String name) throws CodecException {
        next(name);
        boolean negative = from < to && bytes[from] == '-';
        int first = negative ? from + 1 : from;
        if (first == to || to - first > 18) {
            throw wrong(name, "a whole number");
        }
        long value = 0;
        for (int i = first; i < to; i++) {
            int digit = bytes[i] - '0';
            if (digit < 0 || digit > 9) {
                throw wrong(name, "a whole number");
            }
            value = value * 10 + digit;
        }
        return negative ? -value : value;
    }

    /** A decimal number; NaN where the gateway has set none, which it says by nothing or by the largest of some type. */
    double decimal(String name) throws CodecException {
        next(name);
        boolean negative = from < to && bytes[from] == '-';
        long mantissa = 0;
        int digits = 0;
        int fraction = 0;
        boolean point = false;
        for (int i = negative ? from + 1 : from; i < to; i++) {
            int digit = bytes[i] - '0';
            if (digit >= 0 && digit <= 9) {
                mantissa = mantissa * 10 + digit;
                fraction += point ? 1 : 0;
                digits++;
            } else if (bytes[i] == '.' && !point) {
                point = true;
            } else {
                return slowDecimal(name);
            }
            if (digits > EXACT_DIGITS) {
                return slowDecimal(name);
            }
        }
        if (digits == 0) {
            return slowDecimal(name);
        }
        double value = mantissa / TENTHS[fraction];
        return value == Integer.MAX_VALUE && !negative ? Double.NaN : negative ? -value : value;
    }

    private double slowDecimal(String name) throws CodecException {
        String text = raw();
        if (text.isEmpty() || text.equals("9223372036854775807")) {
            return Double.NaN;
        }
        try {
            double value = Double.parseDouble(text);
            if (Double.isFinite(value)) {
                return value == Double.MAX_VALUE ? Double.NaN : value;
            }
        } catch (NumberFormatException e) {
            throw wrong(name, "a number");
        }
        throw wrong(name, "a finite number");
    }

    private void next(String name) throws CodecException {
        if (at >= end) {
            throw new CodecException("field " + (index + 1) + " (" + name + ") is missing");
        }
        index++;
        from = at;
        while (at < end && bytes[at] != 0) {
            at++;
        }
        to = at;
        at++;
    }

    private String raw() {
        return new String(bytes, from, to - from, StandardCharsets.UTF_8);
    }

    private CodecException wrong(String name, String expected) {
        String text = raw();
        String shown = text.length() > LONGEST_SHOWN ? text.substring(0, LONGEST_SHOWN) + "..." : text;
        return new CodecException(
                "field " + index + " (" + name + "): expected " + expected + ", found '" + shown + "'");
    }
}
