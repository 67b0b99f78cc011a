package dev.feedwarden.rules.read;

import dev.feedwarden.rules.Condition;
import dev.feedwarden.rules.Level;
import dev.feedwarden.rules.Thresholds;
import dev.feedwarden.rules.measure.Measure;
import dev.feedwarden.rules.yaml.Fields;
import dev.feedwarden.rules.yaml.Mapping;
import dev.feedwarden.rules.yaml.Node;
import dev.feedwarden.rules.yaml.Problems;
import org.jspecify.annotations.Nullable;

/** Reads a rule's thresholds and refuses what can never be reached. */
final class ThresholdsReader {

    private final ConditionReader conditions;
    private final Problems problems;

    ThresholdsReader(ConditionReader conditions, Problems problems) {
        this.conditions = conditions;
        this.problems = problems;
    }

    /**
     * The thresholds; null where one is wrong, or the measure is unknown.
     *
     * @param fields the keys of the rule
     */
    @Nullable
    Thresholds read(Mapping rule, Fields fields, @Nullable Measure measure) {
        Node yellow = fields.node("yellow");
        Node red = fields.node("red");
        Node info = fields.node("info");
        if (yellow == null && red == null && info == null) {
            problems.add(rule.place(), "expected a threshold (yellow, red or info), found none");
        }
        if (measure == null) {
            return null;
        }
        Condition yellowAt = possible(yellow, measure);
        Condition redAt = possible(red, measure);
        Condition infoAt = possible(info, measure);
        Thresholds thresholds = new Thresholds(yellowAt, redAt, infoAt);
        if (yellow != null && yellowAt != null && !thresholds.canReach(Level.YELLOW, measure.range())) {
            problems.add(yellow.place(), "yellow can never be reached: every value that matches it is red");
        }
        return thresholds;
    }

    private @Nullable Condition possible(@Nullable Node node, Measure measure) {
        Condition condition = conditions.read(node, measure);
        if (node == null || condition == null) {
            return null;
        }
        if (!new Thresholds(null, condition, null).canReach(Level.RED, measure.range())) {
            problems.add(
                    node.place(),
                    "can never be reached: no value of '" + measure.text() + "' is "
                            + condition.text(measure.dimension()));
            return null;
        }
        return condition;
    }
}
