package dev.feedwarden.rules;

import dev.feedwarden.rules.calendar.Calendar;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What is done about trouble, step by step.
 *
 * @param id its name in the file
 * @param mode whether it acts or only says what it would do
 * @param unless states of the subject ({@code session-conflict}) in which it only reports
 * @param never calendars: while one of them is open, it takes no action
 * @param steps in the order of their times
 * @param healthy how long the subject must stay well before the last step counts as a success
 * @param limits how often it may act
 * @param budgets shared with other ladders; every one of its actions counts
 * @param rearm when it begins again at the bottom although nothing became better
 */
public record Ladder(
        String id,
        Mode mode,
        Set<String> unless,
        List<Calendar> never,
        List<Step> steps,
        Duration healthy,
        Limits limits,
        List<Budget> budgets,
        Rearm rearm) {

    /** How long an action may take where its step does not say. */
    public static final Duration TIMEOUT = Duration.ofSeconds(30);

    public Ladder {
        unless = Set.copyOf(unless);
        never = List.copyOf(never);
        steps = List.copyOf(steps);
        budgets = List.copyOf(budgets);
    }

    /** One that acts at any time, within limits of its own. */
    public Ladder(String id, Set<String> unless, List<Step> steps, Duration healthy, Limits limits) {
        this(id, Mode.ACT, unless, List.of(), steps, healthy, limits, List.of(), Rearm.DEFAULT);
    }

    /** Whether a ladder acts. */
    public enum Mode {
        ACT,
        /** It says what it would do. People are told all the same. */
        OBSERVE
    }

    /**
     * One rung.
     *
     * @param after how long after the last healthy evidence
     * @param action {@code warn}, {@code escalate}, an action of the feed, or the id of an action in the configuration
     * @param parameters what is given to the action, by name; checked against what the action declares
     * @param limits how often this step may act on one subject, besides the ladder's limits
     * @param budgets shared with other steps, besides the ladder's budgets
     * @param timeout an action that has not ended by then counts as failed
     */
    public record Step(
            Duration after,
            String action,
            Map<String, Object> parameters,
            Limits limits,
            List<Budget> budgets,
            Duration timeout) {

        public Step {
            parameters = Map.copyOf(parameters);
            budgets = List.copyOf(budgets);
        }

        /** One without parameters and with no limits but the ladder's. */
        public Step(Duration after, String action) {
            this(after, action, Map.of(), Limits.NONE, List.of(), TIMEOUT);
        }
    }

    /**
     * How often one subject may be acted on. {@code warn} and {@code escalate} do not count.
     *
     * @param actions the most actions in any window of {@code per}, both its ends included
     * @param cooldown the least time between two actions
     * @param jitter the share by which chance may lengthen a cooldown, from 0 to 1
     */
    public record Limits(int actions, Duration per, Duration cooldown, double jitter) {

        /** As if there were none. */
        public static final Limits NONE = new Limits(Integer.MAX_VALUE, Duration.ZERO, Duration.ZERO, 0);

        public Limits(int actions, Duration per, Duration cooldown) {
            this(actions, per, cooldown, 0);
        }
    }

    /**
     * A budget with a name, for what many ladders and subjects have in common: an exchange, a host, a login.
     *
     * @param id its name in the file
     * @param actions the most actions in any window of {@code per}, both its ends included
     */
    public record Budget(String id, int actions, Duration per) {}

    /**
     * When a ladder that was climbed to its top in vain begins again.
     *
     * @param after how long it rests the first time, above zero; twice as long each further time
     * @param most the longest that it rests
     */
    public record Rearm(Duration after, Duration most) {

        /** After 1 h, 2 h, 4 h and so on, at last once a day. */
        public static final Rearm DEFAULT = new Rearm(Duration.ofHours(1), Duration.ofDays(1));

        /** How long it rests after so many rounds in vain. */
        public Duration after(int rounds) {
            Duration rest = after;
            for (int i = 0; i < rounds && rest.compareTo(most) < 0; i++) {
                rest = rest.multipliedBy(2);
            }
            return rest.compareTo(most) < 0 ? rest : most;
        }
    }
}
