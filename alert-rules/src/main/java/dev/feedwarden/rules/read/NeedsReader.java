package dev.feedwarden.rules.read;

import dev.feedwarden.rules.yaml.Node;
import dev.feedwarden.rules.yaml.Problems;
import dev.feedwarden.rules.yaml.Scalar;
import dev.feedwarden.rules.yaml.Sequence;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads which rules need which others, and checks that once all files are read. */
final class NeedsReader {

    private static final int MOST_TOLD = 20;

    private final Problems problems;
    private final Map<String, List<Scalar>> needs = new LinkedHashMap<>();
    private final Set<String> wrong = new HashSet<>();
    /** Those of the circles told so far: there may be as many circles as names. */
    private final Set<String> circled = new HashSet<>();

    private final Set<String> settled = new HashSet<>();

    NeedsReader(Problems problems) {
        this.problems = problems;
    }

    /** What a rule needs. */
    List<String> read(String rule, @Nullable Sequence list) {
        List<Scalar> found = new ArrayList<>();
        for (Node item : list == null ? List.<Node>of() : list.items()) {
            if (item instanceof Scalar scalar && scalar.type() == Scalar.Type.TEXT) {
                found.add(scalar);
            } else {
                problems.expected("the name of a rule", item);
            }
        }
        needs.putIfAbsent(rule, found);
        return found.stream().map(Scalar::text).toList();
    }

    /**
     * Notes every name that is unknown, and every cycle once.
     *
     * @param rules the names of all rules of all files
     * @return the rules that cannot be used
     */
    Set<String> check(Set<String> rules) {
        needs.forEach((rule, names) -> {
            for (Scalar name : names) {
                if (!rules.contains(name.text())) {
                    problems.unknown("rule", name, rules);
                    wrong.add(rule);
                }
            }
        });
        needs.keySet().forEach(this::walk);
        return wrong;
    }

    /** In depth first, with a path of its own, so that a long chain needs no deep stack. */
    private void walk(String start) {
        List<Step> path = new ArrayList<>();
        Set<String> onPath = new HashSet<>();
        path.add(new Step(start));
        onPath.add(start);
        while (!path.isEmpty()) {
            Step step = path.get(path.size() - 1);
            List<Scalar> names = needs.getOrDefault(step.rule, List.of());
            if (settled.contains(step.rule) || step.next == names.size()) {
                settled.add(step.rule);
                path.remove(path.size() - 1);
                onPath.remove(step.rule);
                continue;
            }
            Scalar name = names.get(step.next++);
            if (onPath.add(name.text())) {
                path.add(new Step(name.text()));
            } else if (!circled.contains(step.rule) || !circled.contains(name.text())) {
                circle(name, path);
            }
        }
    }

    /** Notes that the end of a path needs one further up. */
    private void circle(Scalar name, List<Step> path) {
        List<String> circle = path.stream()
                .map(each -> each.rule)
                .dropWhile(rule -> !rule.equals(name.text()))
                .collect(Collectors.toCollection(ArrayList::new));
        wrong.addAll(circle);
        circled.addAll(circle);
        circle.add(name.text());
        int told = Math.min(circle.size(), MOST_TOLD);
        String rest = told == circle.size() ? "" : " -> and so on, " + circle.size() + " in all";
        problems.add(
                name.place(), "these rules need each other: " + String.join(" -> ", circle.subList(0, told)) + rest);
    }

    /** How far a rule's needs have been followed. */
    private static final class Step {

        private final String rule;
        private int next;

        Step(String rule) {
            this.rule = rule;
        }
    }
}
