package dev.feedwarden.rules;

/**
 * How many of the last readings must have met a threshold before it counts.
 *
 * @param needed from 1 to {@code of}
 * @param of from 2 to {@link #MOST}
 */
public record Votes(int needed, int of) {

    /** How far back votes can go. */
    public static final int MOST = 64;

    public Votes {
        if (needed < 1 || needed > of || of < 2 || of > MOST) {
            throw new IllegalArgumentException(
                    "expected n of m with 1 <= n <= m and 2 <= m <= " + MOST + ", found " + needed + " of " + of);
        }
    }

    /** As a rule file writes it: {@code 3 of 5}. */
    public String text() {
        return needed + " of " + of;
    }
}
