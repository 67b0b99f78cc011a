package dev.feedwarden.rules.read;

import dev.feedwarden.rules.Ladder;
import dev.feedwarden.rules.Ladder.Budget;
import dev.feedwarden.rules.Ladder.Limits;
import dev.feedwarden.rules.Ladder.Mode;
import dev.feedwarden.rules.Ladder.Rearm;
import dev.feedwarden.rules.Ladder.Step;
import dev.feedwarden.rules.calendar.Calendar;
import dev.feedwarden.rules.yaml.Fields;
import dev.feedwarden.rules.yaml.Mapping;
import dev.feedwarden.rules.yaml.Node;
import dev.feedwarden.rules.yaml.Problems;
import dev.feedwarden.rules.yaml.Scalar;
import dev.feedwarden.rules.yaml.Sequence;
import dev.feedwarden.rules.yaml.Suggestion;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads one ladder. */
final class LadderReader {

    private static final Duration HEALTHY = Duration.ofSeconds(30);
    private static final Duration LONGEST_ACTION = Duration.ofHours(1);
    private static final Map<String, Mode> MODES = Map.of("act", Mode.ACT, "observe", Mode.OBSERVE);

    private final Set<String> actions;
    private final Named<Calendar> calendars;
    private final Named<Budget> budgets;
    private final Spans spans;
    private final LimitsReader limits;
    private final ParametersReader parameters;
    private final Problems problems;

    /**
     * @param actions every name that a step can do
     * @param budgets those of all files
     */
    LadderReader(
            Set<String> actions,
            Named<Calendar> calendars,
            Named<Budget> budgets,
            Spans spans,
            ParametersReader parameters,
            Problems problems) {
        this.actions = actions;
        this.calendars = calendars;
        this.budgets = budgets;
        this.spans = spans;
        limits = new LimitsReader(spans, problems);
        this.parameters = parameters;
        this.problems = problems;
    }

    /** The ladder; null where something in it is wrong. */
    @Nullable
    Ladder read(Mapping.Entry entry) {
        int before = problems.count();
        Names.check(entry.key(), problems);
        if (!(entry.value() instanceof Mapping mapping)) {
            problems.expected("a ladder with its keys", entry.value());
            return null;
        }
        Fields fields = new Fields(mapping, problems);
        fields.require("steps");
        Mode mode = mode(fields.text("mode"));
        Set<String> unless = unless(fields.sequence("unless"));
        List<Calendar> never = calendars.all(fields.sequence("never"), problems);
        List<Budget> shared = budgets.all(fields.sequence("budgets"), problems);
        List<Step> steps = steps(fields.sequence("steps"));
        Duration healthy = spans.read(fields.node("healthy"));
        Limits own = limits.ofLadder(fields.mapping("limits"));
        Rearm rearm = limits.rearm(fields.mapping("rearm"));
        fields.end();
        if (problems.count() > before) {
            return null;
        }
        return new Ladder(
                entry.key().text(),
                mode,
                unless,
                never,
                steps,
                healthy == null ? spans.scaled(HEALTHY) : healthy,
                own,
                shared,
                rearm);
    }

    private Mode mode(@Nullable Scalar word) {
        if (word == null) {
            return Mode.ACT;
        }
        @Nullable Mode mode = MODES.get(word.text());
        if (mode == null) {
            problems.add(
                    word.place(),
                    "expected act or observe, found " + word.found() + Suggestion.among(MODES.keySet(), word.text()));
            return Mode.OBSERVE;
        }
        return mode;
    }

    private Set<String> unless(@Nullable Sequence states) {
        Set<String> unless = new LinkedHashSet<>();
        for (Node state : states == null ? List.<Node>of() : states.items()) {
            if (state instanceof Scalar scalar && scalar.type() == Scalar.Type.TEXT) {
                unless.add(scalar.text());
            } else {
                problems.expected("a state such as session-conflict", state);
            }
        }
        return unless;
    }

    private List<Step> steps(@Nullable Sequence list) {
        int before = problems.count();
        List<Step> steps = new ArrayList<>();
        for (Node item : list == null ? List.<Node>of() : list.items()) {
            Step step = step(item);
            if (step == null) {
                continue;
            }
            if (!steps.isEmpty()
                    && step.after().compareTo(steps.get(steps.size() - 1).after()) <= 0) {
                problems.add(
                        item.place(), "expected a step later than the one before it, found an earlier or equal one");
            }
            steps.add(step);
        }
        if (list != null && steps.isEmpty() && problems.count() == before) {
            problems.expected("at least one step that is not left out", list);
        }
        return steps;
    }

    /** Null where something is wrong, or where it is optional and there is no such action. */
    private @Nullable Step step(Node item) {
        if (!(item instanceof Mapping mapping)) {
            problems.expected("a step such as {after: 1m, do: warn}", item);
            return null;
        }
        Fields fields = new Fields(mapping, problems);
        fields.require("after", "do");
        Duration after = spans.read(fields.node("after"));
        Scalar action = fields.text("do");
        Scalar optional = fields.truth("optional");
        Mapping with = fields.mapping("with");
        Limits own = limits.ofStep(fields.mapping("limits"));
        List<Budget> shared = budgets.all(fields.sequence("budgets"), problems);
        Duration timeout = timeout(fields.node("timeout"));
        fields.end();
        if (after == null || action == null) {
            return null;
        }
        if (actions.contains(action.text())) {
            Map<String, Object> given = parameters.read(with, action.text(), mapping.place());
            return new Step(after, action.text(), given, own, shared, timeout);
        }
        if (optional == null || !optional.truth()) {
            problems.unknown("action", action, actions);
        }
        return null;
    }

    /** Not scaled: an action takes its time however fast the rules run. */
    private Duration timeout(@Nullable Node node) {
        Duration timeout = spans.unscaled().read(node);
        if (timeout == null || node == null) {
            return Ladder.TIMEOUT;
        }
        if (timeout.isZero() || timeout.compareTo(LONGEST_ACTION) > 0) {
            problems.expected("a time above zero and at most 1h for 'timeout'", node);
        }
        return timeout;
    }
}
