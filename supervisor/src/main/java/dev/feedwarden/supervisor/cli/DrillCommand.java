package dev.feedwarden.supervisor.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "drill",
        description = "Rehearses what one hopes never to need.",
        mixinStandardHelpOptions = true,
        subcommands = DrillRestoreCommand.class)
final class DrillCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "which drill? (feedwarden drill --help lists them)");
    }
}
