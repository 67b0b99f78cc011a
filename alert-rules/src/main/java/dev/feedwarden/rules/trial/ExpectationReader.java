package dev.feedwarden.rules.trial;

import dev.feedwarden.rules.Level;
import dev.feedwarden.rules.read.Spans;
import dev.feedwarden.rules.yaml.Fields;
import dev.feedwarden.rules.yaml.Mapping;
import dev.feedwarden.rules.yaml.Node;
import dev.feedwarden.rules.yaml.Problems;
import dev.feedwarden.rules.yaml.Scalar;
import dev.feedwarden.rules.yaml.Sequence;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads what a test expects. */
final class ExpectationReader {

    private static final double MOST_MAILS = 1_000_000;

    private final Spans spans;
    private final Problems problems;

    ExpectationReader(Spans spans, Problems problems) {
        this.spans = spans;
        this.problems = problems;
    }

    /** Those that have no problem. */
    List<Expectation> read(@Nullable Sequence list) {
        if (list != null && list.items().isEmpty()) {
            problems.expected("at least one expectation", list);
        }
        List<Expectation> all = new ArrayList<>();
        for (Node item : list == null ? List.<Node>of() : list.items()) {
            Expectation one = one(item);
            if (one != null) {
                all.add(one);
            }
        }
        return all;
    }

    private @Nullable Expectation one(Node item) {
        if (!(item instanceof Mapping mapping)) {
            problems.expected("an expectation such as {at: 10m, rule: deribit-silence, level: red}", item);
            return null;
        }
        int before = problems.count();
        Fields fields = new Fields(mapping, problems);
        fields.require("at", "rule");
        Duration at = spans.read(fields.node("at"));
        Scalar rule = fields.text("rule");
        Scalar subject = fields.text("subject");
        Level level = level(fields.text("level"));
        Scalar value = value(fields.node("value"));
        List<String> steps = steps(fields.sequence("steps"));
        Integer mails = mails(fields.number("mails"));
        fields.end();
        boolean asks =
                mapping.entries().keySet().stream().anyMatch(List.of("level", "value", "steps", "mails")::contains);
        if (!asks && problems.count() == before) {
            problems.add(mapping.place(), "expected one of level, value, steps and mails, found none");
        }
        return at == null || rule == null
                ? null
                : new Expectation(mapping.place(), at, rule, subject, level, value, steps, mails);
    }

    private @Nullable Level level(@Nullable Scalar word) {
        if (word == null) {
            return null;
        }
        List<String> known = new ArrayList<>();
        for (Level level : Level.values()) {
            if (level.word().equals(word.text())) {
                return level;
            }
            known.add(level.word());
        }
        problems.unknown("level", word, known);
        return null;
    }

    private @Nullable Scalar value(@Nullable Node node) {
        boolean scalar = node instanceof Scalar value
                && (value.type() == Scalar.Type.NUMBER || value.type() == Scalar.Type.TEXT);
        if (node != null && !scalar) {
            problems.expected("a value such as 10, 90% or none", node);
        }
        return scalar ? (Scalar) node : null;
    }

    private @Nullable List<String> steps(@Nullable Sequence list) {
        if (list == null) {
            return null;
        }
        List<String> steps = new ArrayList<>();
        for (Node item : list.items()) {
            if (item instanceof Scalar step && step.type() == Scalar.Type.TEXT) {
                steps.add(step.text());
            } else {
                problems.expected("a step such as restart-streams", item);
            }
        }
        return steps;
    }

    private @Nullable Integer mails(@Nullable Scalar number) {
        if (number == null) {
            return null;
        }
        double mails = number.number();
        if (mails != Math.rint(mails) || mails < 0 || mails > MOST_MAILS) {
            problems.expected("a whole number of mails", number);
            return null;
        }
        return (int) mails;
    }
}
