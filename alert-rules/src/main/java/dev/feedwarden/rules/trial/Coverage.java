package dev.feedwarden.rules.trial;

import dev.feedwarden.rules.Level;
import dev.feedwarden.rules.Rule;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Which levels of which rules are tested: those that some expectation named and found. A level that is passed on the way,
 * and that nobody looks at, is not.
 *
 * @param reachable by rule: green, and every level that the rule has a threshold for
 * @param tested by rule
 */
public record Coverage(Map<String, Set<Level>> reachable, Map<String, Set<Level>> tested) {

    /** Of no rule. */
    public static final Coverage NONE = new Coverage(Map.of(), Map.of());

    static Coverage of(List<Rule> rules, Map<String, Set<Level>> tested) {
        Map<String, Set<Level>> reachable = new TreeMap<>();
        for (Rule rule : rules) {
            Set<Level> levels = EnumSet.of(Level.GREEN);
            for (Level level : List.of(Level.YELLOW, Level.RED)) {
                if (rule.thresholds().of(level) != null) {
                    levels.add(level);
                }
            }
            reachable.put(rule.id(), levels);
        }
        return new Coverage(reachable, tested);
    }

    /** What several files test together. */
    public Coverage and(Coverage other) {
        return new Coverage(union(reachable, other.reachable), union(tested, other.tested));
    }

    /** What no test reaches: the rule's id, and its levels unless no test is about the rule at all. */
    public List<String> missing() {
        List<String> missing = new ArrayList<>();
        reachable.forEach((rule, levels) -> {
            Set<Level> seen = tested.getOrDefault(rule, Set.of());
            Set<Level> left = EnumSet.copyOf(levels);
            left.removeAll(seen);
            if (seen.isEmpty()) {
                missing.add(rule);
            } else if (!left.isEmpty()) {
                missing.add(rule + ": " + left.stream().map(Level::word).collect(Collectors.joining(", ")));
            }
        });
        return missing;
    }

    private static Map<String, Set<Level>> union(Map<String, Set<Level>> one, Map<String, Set<Level>> other) {
        Map<String, Set<Level>> union = new TreeMap<>();
        for (Map<String, Set<Level>> each : List.of(one, other)) {
            each.forEach((rule, levels) -> union.computeIfAbsent(rule, id -> EnumSet.noneOf(Level.class))
                    .addAll(levels));
        }
        return union;
    }
}
