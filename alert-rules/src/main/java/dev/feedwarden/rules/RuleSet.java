package dev.feedwarden.rules;

import java.util.List;
import java.util.Map;

/**
 * All rules and ladders that are in force.
 *
 * @param rules in the order of the files
 * @param ladders by id
 */
public record RuleSet(List<Rule> rules, Map<String, Ladder> ladders) {

    public RuleSet {
        rules = List.copyOf(rules);
        ladders = Map.copyOf(ladders);
    }
}
