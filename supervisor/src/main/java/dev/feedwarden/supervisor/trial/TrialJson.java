package dev.feedwarden.supervisor.trial;

import dev.feedwarden.rules.Problem;
import dev.feedwarden.rules.trial.Coverage;
import dev.feedwarden.rules.trial.Failure;
import dev.feedwarden.rules.trial.TrialReport;
import dev.feedwarden.rules.trial.TrialResult;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** Reports of rule tests as JSON. */
public final class TrialJson {

    private TrialJson() {}

    /** Of all files. */
    public static JsonObject of(List<TrialReport> reports) {
        JsonArray files = new JsonArray();
        reports.forEach(report -> files.add(file(report)));
        Coverage coverage = reports.stream().map(TrialReport::covered).reduce(Coverage.NONE, Coverage::and);
        return new JsonObject()
                .put("passed", reports.stream().allMatch(TrialReport::passed))
                .put("files", files)
                .put("untested", new JsonArray(coverage.missing()));
    }

    private static JsonObject file(TrialReport report) {
        JsonArray problems = new JsonArray();
        report.problems().stream().map(Problem::toString).forEach(problems::add);
        JsonArray tests = new JsonArray();
        report.results().forEach(result -> tests.add(test(result)));
        return new JsonObject()
                .put("file", report.file())
                .put("problems", problems)
                .put("tests", tests);
    }

    private static JsonObject test(TrialResult result) {
        JsonArray failures = new JsonArray();
        result.failures().forEach(failure -> failures.add(failure(failure)));
        return new JsonObject()
                .put("name", result.name())
                .put("passed", result.passed())
                .put("failures", failures);
    }

    private static JsonObject failure(Failure failure) {
        return new JsonObject()
                .put("line", failure.place().line())
                .put("at", failure.at())
                .put("rule", failure.rule())
                .put("subject", failure.subject())
                .put("what", failure.what())
                .put("expected", failure.expected())
                .put("found", failure.found())
                .put("readings", new JsonArray(failure.tail()));
    }
}
