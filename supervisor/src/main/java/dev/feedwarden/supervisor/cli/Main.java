package dev.feedwarden.supervisor.cli;

import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The program. Exit codes: 0 done, 1 it failed and standard error says why, 2 the command was misspelt. */
@Command(
        name = "feedwarden",
        description = "Keeps market-data collectors alive.",
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true,
        subcommands = {
            DemoCommand.class,
            RunCommand.class,
            SuperviseCommand.class,
            CheckCommand.class,
            TestCommand.class,
            BacktestCommand.class,
            DrillCommand.class,
            PluginsCommand.class,
            CompletenessCommand.class,
            SimulateCommand.class,
            ProbeCommand.class,
            DumpCommand.class,
            StatusCommand.class,
            IncidentsCommand.class,
            AckCommand.class,
            SilenceCommand.class,
            OutboxCommand.class,
            ActionCommand.class,
            BackupCommand.class,
            RestoreCommand.class,
            AutoComplete.GenerateCompletion.class,
            VersionCommand.class,
            HelpCommand.class
        })
public final class Main implements Runnable {

    @Spec
    private CommandSpec spec;

    private Main() {}

    public static void main(String[] args) {
        System.setProperty("vertx.logger-delegate-factory-class-name", "io.vertx.core.logging.SLF4JLogDelegateFactory");
        System.exit(commandLine().execute(args));
    }

    /** The commands, ready to be executed. */
    static CommandLine commandLine() {
        return new CommandLine(new Main()).setExecutionExceptionHandler((error, command, parsed) -> {
            command.getErr().println("feedwarden: " + reason(error));
            return CommandLine.ExitCode.SOFTWARE;
        });
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "which command? (feedwarden --help lists them)");
    }

    private static String reason(Throwable error) {
        String message = error.getMessage();
        return error instanceof Failure && message != null ? message : error.toString();
    }
}
