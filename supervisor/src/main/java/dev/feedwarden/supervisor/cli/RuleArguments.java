package dev.feedwarden.supervisor.cli;

import dev.feedwarden.rules.Problem;
import dev.feedwarden.rules.read.Catalog;
import dev.feedwarden.rules.read.RuleFiles;
import dev.feedwarden.rules.read.RuleReader;
import dev.feedwarden.rules.yaml.Problems;
import dev.feedwarden.supervisor.RuleCatalog;
import dev.feedwarden.supervisor.config.Config;
import dev.feedwarden.supervisor.config.RuleSources;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;

/** Rule files that are named on the command line, read by themselves. */
final class RuleArguments {

    private RuleArguments() {}

    static RuleFiles read(List<Path> paths, Config config, Catalog catalog) {
        Problems problems = new Problems();
        RuleFiles read = new RuleReader(catalog, config.timeScale()).read(RuleSources.alone(paths, problems));
        List<Problem> all = new ArrayList<>(problems.list());
        all.addAll(read.problems());
        return new RuleFiles(read.rules(), read.dormant(), all);
    }

    /** Loads the plugins, whose metrics the rules name. */
    static Catalog catalog(Config config) {
        try {
            return RuleCatalog.of(Running.installation(), config);
        } catch (TimeoutException e) {
            throw new Failure("the plugins could not be loaded in time");
        }
    }
}
