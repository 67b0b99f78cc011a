package dev.feedwarden.supervisor.trial;

import dev.feedwarden.rules.RuleState;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What one rule measured of each of its subjects, at equal steps of time. Of more than {@value #MOST_SUBJECTS} subjects the
 * later ones are only counted. For one thread.
 */
public final class Curves {

    public static final int MOST_SUBJECTS = 20;

    private final String rule;
    private final Instant from;
    private final Duration every;
    private final int points;
    private final Map<String, double[]> values = new LinkedHashMap<>();
    private long leftOut;
    private int next;

    /**
     * @param rule its id
     * @param from the first moment is one step after it
     * @param points how many moments
     */
    public Curves(String rule, Instant from, Duration every, int points) {
        this.rule = rule;
        this.from = from;
        this.every = every;
        this.points = points;
    }

    /** The values by subject, in the measure's unit; NaN where nothing was known. */
    public Map<String, double[]> values() {
        return Collections.unmodifiableMap(values);
    }

    /** How many subjects there were besides. */
    public long leftOut() {
        return leftOut;
    }

    /** Takes down every moment that has come before another one. */
    void draw(Instant before, Rehearsed rehearsed) {
        for (Instant at = at(next); next < points && at.isBefore(before); at = at(next)) {
            rehearsed.advance(at);
            long beyond = 0;
            for (RuleState state : rehearsed.states()) {
                if (state.rule().id().equals(rule)) {
                    beyond += take(state.subject(), state.value());
                }
            }
            leftOut = Math.max(leftOut, beyond);
            next++;
        }
    }

    private int take(String subject, double value) {
        if (!values.containsKey(subject) && values.size() >= MOST_SUBJECTS) {
            return 1;
        }
        values.computeIfAbsent(subject, first -> unknown())[next] = value;
        return 0;
    }

    private double[] unknown() {
        double[] unknown = new double[points];
        Arrays.fill(unknown, Double.NaN);
        return unknown;
    }

    private Instant at(int point) {
        return from.plus(every.multipliedBy(point + 1L));
    }
}
