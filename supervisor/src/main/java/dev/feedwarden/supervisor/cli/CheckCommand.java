package dev.feedwarden.supervisor.cli;

import dev.feedwarden.rules.Problem;
import dev.feedwarden.rules.Rule;
import dev.feedwarden.rules.read.Catalog;
import dev.feedwarden.rules.read.RuleFiles;
import dev.feedwarden.rules.yaml.Suggestion;
import dev.feedwarden.supervisor.FreePorts;
import dev.feedwarden.supervisor.Supervisor;
import dev.feedwarden.supervisor.config.Config;
import dev.feedwarden.supervisor.config.Overrides;
import dev.feedwarden.supervisor.config.Surroundings;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.TimeoutException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "check",
        description = {
            "Checks the configuration and its rules, or only the rule files that are named, and prints what is wrong;",
            "starts nothing."
        },
        mixinStandardHelpOptions = true)
final class CheckCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "FILES", arity = "0..*", description = "Rule files, or folders of them.")
    private List<Path> paths = new ArrayList<>();

    @Mixin
    private ConfigOptions files;

    @Override
    public void run() {
        if (paths.isEmpty()) {
            checkAll();
        } else {
            checkAlone();
        }
    }

    private void checkAlone() {
        Config config = files.read();
        Catalog catalog = RuleArguments.catalog(config);
        RuleFiles read = RuleArguments.read(paths, config, catalog);
        PrintWriter out = spec.commandLine().getOut();
        for (Rule rule : read.dormant()) {
            String subject = rule.of().replaceFirst("^plugin:", "").replaceFirst("/\\*$", "");
            Collection<String> known = rule.of().startsWith("plugin:")
                    ? catalog.subjects().values()
                    : catalog.subjects().keySet();
            out.println(rule.place() + ": note: rule '" + rule.id() + "' is dormant: nothing configured is " + rule.of()
                    + Suggestion.among(new TreeSet<>(known), subject));
        }
        tell(read.problems(), paths.size() == 1 ? paths.get(0).toString() : paths.size() + " arguments");
    }

    private void checkAll() {
        Overrides overrides = files.overrides(null);
        List<Problem> problems;
        try {
            problems = Supervisor.check(
                    Running.installation(), overrides, new Surroundings(System.getenv(), new FreePorts()));
        } catch (TimeoutException e) {
            throw new Failure("the plugins could not be loaded in time");
        }
        tell(problems, overrides.config().toString());
    }

    private void tell(List<Problem> problems, String name) {
        Caret.print(problems, spec.commandLine().getErr());
        if (!problems.isEmpty()) {
            throw new Failure(name + ": " + problems.size() + (problems.size() == 1 ? " problem" : " problems"));
        }
        spec.commandLine().getOut().println(name + ": nothing is wrong");
    }
}
