package dev.feedwarden.supervisor.trial;

import dev.feedwarden.api.Metric;
import dev.feedwarden.rules.Place;
import dev.feedwarden.rules.Problem;
import dev.feedwarden.rules.read.RuleFile;
import dev.feedwarden.rules.trial.Coverage;
import dev.feedwarden.rules.trial.TrialReport;
import dev.feedwarden.rules.trial.TrialRunner;
import dev.feedwarden.supervisor.status.Rehearsal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Rule tests in files and folders. */
public final class TrialFiles {

    private TrialFiles() {}

    /**
     * Runs them, ladders and mails included.
     *
     * @param paths files, and folders whose {@code .yaml} files are taken in the order of their names
     */
    public static List<TrialReport> run(List<Path> paths, Map<String, Metric> metrics, Set<String> actions) {
        TrialRunner runner = new TrialRunner(metrics, actions, TrialFiles::open, Rehearsal::new);
        List<TrialReport> reports = new ArrayList<>();
        for (Path path : paths) {
            try {
                for (Path file : expand(path)) {
                    reports.add(runner.run(file.toString(), Files.readString(file)));
                }
            } catch (IOException e) {
                String what = "expected a UTF-8 file or a folder that can be read, found " + e;
                Problem problem = new Place(path.toString(), 1, 1).problem(what);
                reports.add(new TrialReport(path.toString(), List.of(problem), List.of(), Coverage.NONE));
            }
        }
        return reports;
    }

    private static RuleFile open(String test, String path) throws IOException {
        Path file = Path.of(test).resolveSibling(path).normalize();
        return new RuleFile(file.toString(), Files.readString(file));
    }

    private static List<Path> expand(Path path) throws IOException {
        if (!Files.isDirectory(path)) {
            return List.of(path);
        }
        try (Stream<Path> children = Files.list(path)) {
            return children.filter(child -> child.toString().endsWith(".yaml"))
                    .sorted()
                    .toList();
        }
    }
}
