package dev.feedwarden.rules.trial;

import dev.feedwarden.api.Metric;
import dev.feedwarden.rules.Level;
import dev.feedwarden.rules.RuleSet;
import dev.feedwarden.rules.read.Catalog;
import dev.feedwarden.rules.read.RuleFile;
import dev.feedwarden.rules.read.RuleFiles;
import dev.feedwarden.rules.read.RuleReader;
import dev.feedwarden.rules.yaml.Problems;
import dev.feedwarden.rules.yaml.Scalar;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/** Runs files of tests. */
public final class TrialRunner {

    private final Map<String, Metric> metrics;
    private final Set<String> actions;
    private final Opener opener;
    private final Function<RuleSet, Bench> benches;

    /**
     * @param metrics those that plugins and the supervisor declare
     * @param actions the names of actions besides those that every feed knows
     * @param benches makes what a test runs on, a new one for each test
     */
    public TrialRunner(
            Map<String, Metric> metrics, Set<String> actions, Opener opener, Function<RuleSet, Bench> benches) {
        this.metrics = Map.copyOf(metrics);
        this.actions = Set.copyOf(actions);
        this.opener = opener;
        this.benches = benches;
    }

    /**
     * Runs the tests of a file.
     *
     * @param name what problems call it
     */
    public TrialReport run(String name, String text) {
        Problems problems = new Problems();
        TrialFile file = new TrialReader(metrics, problems).read(name, text);
        List<RuleFile> opened = file == null ? List.of() : open(name, file.rules(), problems);
        if (file == null || problems.count() > 0) {
            return new TrialReport(name, problems.list(), List.of(), Coverage.NONE);
        }
        RuleFiles read = new RuleReader(catalog(file), 1).read(opened);
        if (!read.problems().isEmpty()) {
            return new TrialReport(name, read.problems(), List.of(), Coverage.NONE);
        }
        Map<String, Set<Level>> tested = new TreeMap<>();
        List<TrialResult> results = new ArrayList<>();
        for (Trial trial : file.trials()) {
            TrialRun run = TrialRun.prepare(trial, file.metrics(), read.rules(), problems);
            if (run != null) {
                results.add(run.on(benches.apply(read.rules()), tested));
            }
        }
        return new TrialReport(
                name, problems.list(), results, Coverage.of(read.rules().rules(), tested));
    }

    private List<RuleFile> open(String name, List<Scalar> paths, Problems problems) {
        List<RuleFile> files = new ArrayList<>();
        for (Scalar path : paths) {
            try {
                files.add(opener.open(name, path.text()));
            } catch (IOException e) {
                problems.add(path.place(), "expected a rule file that can be read, found " + e);
            }
        }
        return files;
    }

    private Catalog catalog(TrialFile file) {
        Map<String, String> subjects = new HashMap<>();
        for (Trial trial : file.trials()) {
            trial.subjects().forEach((subject, plugin) -> subjects.put(subject.split("/", 2)[0], plugin));
        }
        Set<String> all = new HashSet<>(actions);
        all.addAll(file.actions());
        return new Catalog(file.metrics(), subjects, all);
    }

    /** Finds rule files. */
    public interface Opener {

        /**
         * Reads a rule file.
         *
         * @param test the name of the file of tests
         * @param path as that file names it: relative to it
         */
        RuleFile open(String test, String path) throws IOException;
    }
}
