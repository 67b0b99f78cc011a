package dev.feedwarden.rules.read;

import dev.feedwarden.rules.Ladder.Budget;
import dev.feedwarden.rules.Ladder.Limits;
import dev.feedwarden.rules.Ladder.Rearm;
import dev.feedwarden.rules.yaml.Fields;
import dev.feedwarden.rules.yaml.Mapping;
import dev.feedwarden.rules.yaml.Problems;
import dev.feedwarden.rules.yaml.Scalar;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Reads how often something may be done. */
final class LimitsReader {

    private static final Limits LADDER = new Limits(6, Duration.ofHours(1), Duration.ofSeconds(30), 0.1);
    private static final double MOST_ACTIONS = 1000;

    private final Spans spans;
    private final Problems problems;

    LimitsReader(Spans spans, Problems problems) {
        this.spans = spans;
        this.problems = problems;
    }

    /** Those of a ladder; what it does not say is as usual. */
    Limits ofLadder(@Nullable Mapping mapping) {
        Limits usual = new Limits(
                LADDER.actions(), spans.scaled(LADDER.per()), spans.scaled(LADDER.cooldown()), LADDER.jitter());
        return mapping == null ? usual : read(mapping, usual);
    }

    /** Those of a step; what it does not say is no limit. */
    Limits ofStep(@Nullable Mapping mapping) {
        if (mapping == null) {
            return Limits.NONE;
        }
        if (mapping.entries().containsKey("actions") != mapping.entries().containsKey("per")) {
            problems.add(mapping.place(), "expected both 'actions' and 'per' or neither, found one of them");
        }
        return read(mapping, Limits.NONE);
    }

    /** A budget; null where something in it is wrong, which is noted. */
    @Nullable
    Budget budget(Mapping.Entry entry) {
        int before = problems.count();
        Names.check(entry.key(), problems);
        if (!(entry.value() instanceof Mapping mapping)) {
            problems.expected("a budget such as {actions: 3, per: 1h}", entry.value());
            return null;
        }
        Fields fields = new Fields(mapping, problems);
        fields.require("actions", "per");
        int actions = actions(fields.number("actions"), 0);
        Duration per = spans.read(fields.node("per"));
        fields.end();
        return problems.count() > before || per == null
                ? null
                : new Budget(entry.key().text(), actions, per);
    }

    Rearm rearm(@Nullable Mapping mapping) {
        Duration most = spans.scaled(Rearm.DEFAULT.most());
        Duration after = spans.scaled(Rearm.DEFAULT.after());
        if (mapping == null) {
            return new Rearm(after, most);
        }
        Fields fields = new Fields(mapping, problems);
        Duration first = spans.read(fields.node("after"));
        Duration longest = spans.read(fields.node("most"));
        fields.end();
        Rearm rearm = new Rearm(first == null ? after : first, longest == null ? most : longest);
        if (rearm.after().isZero() || rearm.most().compareTo(rearm.after()) < 0) {
            problems.add(
                    mapping.place(),
                    "expected 'after' above zero and no longer than 'most', found " + rearm.after() + " and "
                            + rearm.most());
        }
        return rearm;
    }

    private Limits read(Mapping mapping, Limits usual) {
        Fields fields = new Fields(mapping, problems);
        int actions = actions(fields.number("actions"), usual.actions());
        Duration per = spans.read(fields.node("per"));
        Duration cooldown = spans.read(fields.node("cooldown"));
        @Nullable Scalar jitter = fields.number("jitter");
        fields.end();
        if (jitter != null && !(jitter.number() >= 0 && jitter.number() <= 1)) {
            problems.expected("a share from 0 to 1 for 'jitter'", jitter);
        }
        return new Limits(
                actions,
                per == null ? usual.per() : per,
                cooldown == null ? usual.cooldown() : cooldown,
                jitter == null ? usual.jitter() : jitter.number());
    }

    private int actions(@Nullable Scalar node, int usual) {
        if (node == null) {
            return usual;
        }
        double most = node.number();
        if (most != Math.rint(most) || most < 0 || most > MOST_ACTIONS) {
            problems.expected("a whole number from 0 to " + (int) MOST_ACTIONS, node);
        }
        return (int) most;
    }
}
