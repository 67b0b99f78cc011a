package dev.feedwarden.rules.read;

import dev.feedwarden.rules.Problem;
import dev.feedwarden.rules.Rule;
import dev.feedwarden.rules.RuleSet;
import java.util.List;

/**
 * What was read from rule files.
 *
 * @param rules the rules and ladders that have no problem
 * @param dormant those of the rules that concern nothing which is configured
 * @param problems all that is wrong in all files, in the order of files, lines and columns
 */
public record RuleFiles(RuleSet rules, List<Rule> dormant, List<Problem> problems) {

    public RuleFiles {
        dormant = List.copyOf(dormant);
        problems = List.copyOf(problems);
    }
}
