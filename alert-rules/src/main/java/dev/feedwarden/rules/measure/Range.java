package dev.feedwarden.rules.measure;

import dev.feedwarden.api.Unit;

/** The least and the greatest value that something can have, both included. */
public record Range(double least, double most) {

    /** What is never below zero. */
    public static final Range NOT_NEGATIVE = new Range(0, Double.POSITIVE_INFINITY);

    private static final Range SHARE = new Range(0, 1);
    /** What can be anything. */
    static final Range ANY = new Range(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);

    /** What readings in a unit can be. */
    static Range of(Unit unit) {
        return switch (unit) {
            case SHARE -> SHARE;
            case BYTES -> NOT_NEGATIVE;
            case SECONDS, NONE -> ANY;
        };
    }
}
