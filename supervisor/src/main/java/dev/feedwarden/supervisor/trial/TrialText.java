package dev.feedwarden.supervisor.trial;

import dev.feedwarden.rules.trial.Coverage;
import dev.feedwarden.rules.trial.Failure;
import dev.feedwarden.rules.trial.TrialReport;
import dev.feedwarden.rules.trial.TrialResult;
import java.util.ArrayList;
import java.util.List;

/** Reports of rule tests for a person. */
public final class TrialText {

    private TrialText() {}

    /** The lines of a report: what is wrong in the file, and every failure. */
    public static List<String> of(TrialReport report) {
        List<String> lines = new ArrayList<>();
        report.problems().forEach(problem -> lines.add(problem.toString()));
        for (TrialResult result : report.results()) {
            for (Failure failure : result.failures()) {
                lines.addAll(of(result, failure));
            }
        }
        return lines;
    }

    /** The last lines: how many tests there are, and what no test reaches. */
    public static List<String> summary(List<TrialReport> reports) {
        List<TrialResult> results =
                reports.stream().flatMap(report -> report.results().stream()).toList();
        long failed = results.stream().filter(result -> !result.passed()).count();
        long broken =
                reports.stream().filter(report -> !report.problems().isEmpty()).count();
        List<String> lines = new ArrayList<>();
        lines.add(results.size() + " tests, " + failed + " failed"
                + (broken == 0 ? "" : ", " + broken + " of " + reports.size() + " files have problems"));
        Coverage coverage = reports.stream().map(TrialReport::covered).reduce(Coverage.NONE, Coverage::and);
        coverage.missing().forEach(missing -> lines.add("not tested: " + missing));
        return lines;
    }

    /** Expected and found under each other. */
    static List<String> of(TrialResult result, Failure failure) {
        List<String> lines = new ArrayList<>();
        lines.add(failure.place() + ": " + result.name() + ": at " + failure.at() + ", " + failure.what() + " of "
                + failure.rule() + " for " + failure.subject());
        lines.add("    expected  " + failure.expected());
        lines.add("    found     " + failure.found());
        lines.add("    readings  " + (failure.tail().isEmpty() ? "none" : String.join(", ", failure.tail())));
        return lines;
    }
}
