package dev.feedwarden.rules;

import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * What is done about trouble, step by step.
 *
 * @param id its name in the file
 * @param unless states of the subject ({@code session-conflict}) in which it only reports
 * @param steps in the order of their times
 * @param healthy how long the subject must stay well before the last step counts as a success
 * @param limits how often it may act
 */
public record Ladder(String id, Set<String> unless, List<Step> steps, Duration healthy, Limits limits) {

    public Ladder {
        unless = Set.copyOf(unless);
        steps = List.copyOf(steps);
    }

    /**
     * One rung.
     *
     * @param after how long after the last healthy evidence
     * @param action {@code warn}, {@code escalate}, an action of the feed, or the id of an action in the configuration
     */
    public record Step(Duration after, String action) {}

    /**
     * How often a ladder may act on one subject. {@code warn} and {@code escalate} do not count.
     *
     * @param actions the most actions in any window of {@code per}
     * @param cooldown the least time between two actions
     */
    public record Limits(int actions, Duration per, Duration cooldown) {}
}
