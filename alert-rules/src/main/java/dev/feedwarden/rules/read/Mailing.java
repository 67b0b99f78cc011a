package dev.feedwarden.rules.read;

import dev.feedwarden.rules.Level;
import dev.feedwarden.rules.yaml.Fields;
import dev.feedwarden.rules.yaml.Mapping;
import dev.feedwarden.rules.yaml.Node;
import dev.feedwarden.rules.yaml.Problems;
import dev.feedwarden.rules.yaml.Scalar;
import dev.feedwarden.rules.yaml.Sequence;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a rule's {@code mail} says: a list of levels, or a threshold of its own with the levels besides.
 *
 * @param levels whose arrival is told; red and green where the rule says nothing, green where it has a threshold of its
 *     own and says no more
 * @param at the threshold of its own; null for none
 */
record Mailing(Set<Level> levels, @Nullable Node at) {

    private static final Set<Level> USUAL = EnumSet.of(Level.RED, Level.GREEN);
    private static final Set<Level> END = EnumSet.of(Level.GREEN);

    static Mailing read(@Nullable Node node, Problems problems) {
        if (node == null) {
            return new Mailing(USUAL, null);
        }
        if (node instanceof Sequence list) {
            return new Mailing(levels(list, problems), null);
        }
        if (!(node instanceof Mapping mapping)) {
            problems.expected("levels such as [red, green] or a threshold such as {at: \"> 100\"} for 'mail'", node);
            return new Mailing(USUAL, null);
        }
        Fields fields = new Fields(mapping, problems);
        fields.require("at");
        Node at = fields.node("at");
        Sequence list = fields.sequence("levels");
        fields.end();
        return new Mailing(list == null ? END : levels(list, problems), at);
    }

    private static Set<Level> levels(Sequence list, Problems problems) {
        Set<Level> levels = EnumSet.noneOf(Level.class);
        for (Node item : list.items()) {
            Level level = item instanceof Scalar scalar ? Words.LEVELS.get(scalar.text()) : null;
            if (level == null) {
                problems.expected("green, yellow or red", item);
            } else {
                levels.add(level);
            }
        }
        return levels;
    }
}
