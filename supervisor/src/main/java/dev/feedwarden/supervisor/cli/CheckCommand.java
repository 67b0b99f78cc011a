package dev.feedwarden.supervisor.cli;

import dev.feedwarden.rules.Problem;
import dev.feedwarden.supervisor.FreePorts;
import dev.feedwarden.supervisor.Supervisor;
import dev.feedwarden.supervisor.config.Overrides;
import dev.feedwarden.supervisor.config.Surroundings;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "check",
        description = "Checks the configuration and its rules and prints what is wrong; starts nothing.",
        mixinStandardHelpOptions = true)
final class CheckCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Option(names = "--config", paramLabel = "FILE", description = "The configuration; the shipped one otherwise.")
    private @Nullable Path config;

    @Option(names = "--data", paramLabel = "DIR", description = "The data folder, in place of the configuration's.")
    private @Nullable Path data;

    @Override
    public void run() {
        Path file = config == null ? Running.installation().usualConfig() : config;
        List<Problem> problems;
        try {
            problems = Supervisor.check(
                    Running.installation(),
                    new Overrides(file, null, data),
                    new Surroundings(System.getenv(), new FreePorts()));
        } catch (TimeoutException e) {
            throw new Failure("the plugins could not be loaded in time");
        }
        problems.forEach(problem -> spec.commandLine().getErr().println(problem));
        if (!problems.isEmpty()) {
            throw new Failure(file + ": " + problems.size() + (problems.size() == 1 ? " problem" : " problems"));
        }
        spec.commandLine().getOut().println(file + ": nothing is wrong");
    }
}
