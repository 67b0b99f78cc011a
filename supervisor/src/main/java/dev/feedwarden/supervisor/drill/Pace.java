package dev.feedwarden.supervisor.drill;

import java.time.Duration;

/**
 * How fast a drill goes.
 *
 * @param scale what the durations of the rules are multiplied with; above 0, at most 1
 */
public record Pace(double scale) {

    /** The rules' own durations: a drill of hours. */
    static final Pace USUAL = new Pace(1);

    /** A twentieth of them. */
    static final Pace ACCELERATED = new Pace(0.05);

    /** The least that a step is waited for: a start of the program takes as long whatever the rules say. */
    private static final Duration LEAST_PATIENCE = Duration.ofSeconds(75);

    private static final Duration USUAL_PATIENCE = Duration.ofMinutes(20);

    public Pace {
        if (!(scale > 0 && scale <= 1)) {
            throw new IllegalArgumentException("scale: expected above 0 and at most 1, found " + scale);
        }
    }

    /** A duration as long as this drill takes it. */
    public Duration of(Duration usual) {
        return Duration.ofMillis(Math.round(usual.toMillis() * scale));
    }

    /** The same, but at least as long as given. */
    public Duration of(Duration usual, Duration least) {
        Duration scaled = of(usual);
        return scaled.compareTo(least) < 0 ? least : scaled;
    }

    /** How long a failure may go unseen, and how long its repair may take, before the row has failed. */
    Duration patience() {
        return of(USUAL_PATIENCE, LEAST_PATIENCE);
    }
}
