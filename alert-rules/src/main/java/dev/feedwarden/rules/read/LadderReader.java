package dev.feedwarden.rules.read;

import dev.feedwarden.rules.Ladder;
import dev.feedwarden.rules.Ladder.Limits;
import dev.feedwarden.rules.Ladder.Step;
import dev.feedwarden.rules.yaml.Fields;
import dev.feedwarden.rules.yaml.Mapping;
import dev.feedwarden.rules.yaml.Node;
import dev.feedwarden.rules.yaml.Problems;
import dev.feedwarden.rules.yaml.Scalar;
import dev.feedwarden.rules.yaml.Sequence;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads one ladder. */
final class LadderReader {

    private static final Duration HEALTHY = Duration.ofSeconds(30);
    private static final Limits LIMITS = new Limits(6, Duration.ofHours(1), Duration.ofSeconds(30));
    private static final double MOST_ACTIONS = 1000;

    private final Set<String> actions;
    private final Spans spans;
    private final Problems problems;

    /**
     * @param actions every name that a step can do
     */
    LadderReader(Set<String> actions, Spans spans, Problems problems) {
        this.actions = actions;
        this.spans = spans;
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
        Set<String> unless = unless(fields.sequence("unless"));
        List<Step> steps = steps(fields.sequence("steps"));
        Duration healthy = spans.read(fields.node("healthy"));
        Limits limits = limits(fields.mapping("limits"));
        fields.end();
        if (problems.count() > before) {
            return null;
        }
        return new Ladder(
                entry.key().text(),
                unless,
                steps,
                healthy == null ? spans.scaled(HEALTHY) : healthy,
                limits == null ? scaled(LIMITS) : limits);
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
        fields.end();
        if (after == null || action == null) {
            return null;
        }
        if (actions.contains(action.text())) {
            return new Step(after, action.text());
        }
        if (optional == null || !optional.truth()) {
            problems.unknown("action", action, actions);
        }
        return null;
    }

    private @Nullable Limits limits(@Nullable Mapping mapping) {
        if (mapping == null) {
            return null;
        }
        Fields fields = new Fields(mapping, problems);
        Scalar actionsNode = fields.number("actions");
        Duration per = spans.read(fields.node("per"));
        Duration cooldown = spans.read(fields.node("cooldown"));
        fields.end();
        double most = actionsNode == null ? LIMITS.actions() : actionsNode.number();
        if (most != Math.rint(most) || most < 0 || most > MOST_ACTIONS) {
            problems.expected("a whole number from 0 to " + (int) MOST_ACTIONS, Objects.requireNonNull(actionsNode));
        }
        Limits scaled = scaled(LIMITS);
        return new Limits(
                (int) most, per == null ? scaled.per() : per, cooldown == null ? scaled.cooldown() : cooldown);
    }

    private Limits scaled(Limits limits) {
        return new Limits(limits.actions(), spans.scaled(limits.per()), spans.scaled(limits.cooldown()));
    }
}
