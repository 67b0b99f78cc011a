package dev.feedwarden.rules.trial;

import dev.feedwarden.rules.Problem;
import java.util.List;

/**
 * What a file of tests has shown.
 *
 * @param problems what is wrong in the file, or in the rules that it tests; nothing was run unless this is empty
 * @param results in the order of the file
 * @param covered what of the rules it tests
 */
public record TrialReport(String file, List<Problem> problems, List<TrialResult> results, Coverage covered) {

    public TrialReport {
        problems = List.copyOf(problems);
        results = List.copyOf(results);
    }

    /** Whether all is right. */
    public boolean passed() {
        return problems.isEmpty() && results.stream().allMatch(TrialResult::passed);
    }
}
