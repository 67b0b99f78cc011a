package dev.feedwarden.supervisor.cli;

import dev.feedwarden.rules.Problem;
import dev.feedwarden.supervisor.FreePorts;
import dev.feedwarden.supervisor.Supervisor;
import dev.feedwarden.supervisor.config.Overrides;
import dev.feedwarden.supervisor.config.Surroundings;
import java.util.List;
import java.util.concurrent.TimeoutException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
        name = "check",
        description = "Checks the configuration and its rules and prints what is wrong; starts nothing.",
        mixinStandardHelpOptions = true)
final class CheckCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Mixin
    private ConfigOptions files;

    @Override
    public void run() {
        Overrides overrides = files.overrides(null);
        List<Problem> problems;
        try {
            problems = Supervisor.check(
                    Running.installation(), overrides, new Surroundings(System.getenv(), new FreePorts()));
        } catch (TimeoutException e) {
            throw new Failure("the plugins could not be loaded in time");
        }
        problems.forEach(problem -> spec.commandLine().getErr().println(problem));
        if (!problems.isEmpty()) {
            throw new Failure(
                    overrides.config() + ": " + problems.size() + (problems.size() == 1 ? " problem" : " problems"));
        }
        spec.commandLine().getOut().println(overrides.config() + ": nothing is wrong");
    }
}
