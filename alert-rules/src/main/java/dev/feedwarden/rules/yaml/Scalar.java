package dev.feedwarden.rules.yaml;

import dev.feedwarden.rules.Place;
import java.math.BigInteger;
import java.util.Locale;

/**
 * One plain value.
 *
 * @param text as the file has it, without quotes
 * @param type what it is by YAML's core schema; anything in quotes is text
 */
public record Scalar(Place place, String text, Type type) implements Node {

    private static final int SHOWN = 40;
    private static final int MOST_DIGITS = 1_000;

    /** What a plain value can be. */
    public enum Type {
        TEXT,
        NUMBER,
        BOOLEAN,
        NULL
    }

    /**
     * The number.
     *
     * @throws IllegalStateException if it is none
     */
    public double number() {
        if (type != Type.NUMBER) {
            throw new IllegalStateException(place + ": asked for a number, is " + type);
        }
        String lower = text.toLowerCase(Locale.ROOT);
        if (lower.startsWith("0x")) {
            return whole(lower.substring(2), 16);
        }
        if (lower.startsWith("0o")) {
            return whole(lower.substring(2), 8);
        }
        if (lower.endsWith(".inf")) {
            return lower.startsWith("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
        }
        return lower.equals(".nan") ? Double.NaN : Double.parseDouble(lower);
    }

    /** What has so many digits is beyond every number, and reading them all would take long. */
    private static double whole(String digits, int radix) {
        return digits.length() > MOST_DIGITS ? Double.POSITIVE_INFINITY : new BigInteger(digits, radix).doubleValue();
    }

    /**
     * Whether it is {@code true}.
     *
     * @throws IllegalStateException if it is neither true nor false
     */
    public boolean truth() {
        if (type != Type.BOOLEAN) {
            throw new IllegalStateException(place + ": asked for true or false, is " + type);
        }
        return text.toLowerCase(Locale.ROOT).equals("true");
    }

    @Override
    public String found() {
        String shown = text.length() > SHOWN ? text.substring(0, SHOWN) + "..." : text;
        if (type == Type.NULL) {
            return "nothing";
        }
        return type == Type.TEXT ? "'" + shown + "'" : shown;
    }
}
