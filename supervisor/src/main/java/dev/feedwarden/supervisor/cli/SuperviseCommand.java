package dev.feedwarden.supervisor.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The help of what the launcher does itself, for a JVM cannot start itself again. */
@Command(
        name = "supervise",
        description = {
            "Runs a command and starts it again when it dies: by a crash, out of memory, killed, or by the action"
                    + " restart-process.",
            "Ends with 0 when the command does. SIGTERM and SIGINT are passed on, and end it in good order. A start"
                    + " that fails before the program has ever listened, with 1 or 2, is not repeated. Between restarts it"
                    + " waits for 1 s, 2 s, 4 s ... at most 60 s; after too many restarts it gives up with 1."
        },
        footer = {
            "Environment:",
            "  FEEDWARDEN_RESTARTS          how often it is started again ... (default 5)",
            "  FEEDWARDEN_RESTARTS_WITHIN   ... within so many seconds (default 600)"
        },
        mixinStandardHelpOptions = true)
final class SuperviseCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Parameters(arity = "1", paramLabel = "run|demo", description = "What is run, followed by its own options.")
    private String command;

    @Override
    public void run() {
        if (command.equals("run") || command.equals("demo")) {
            throw new Failure("only the launcher can supervise: start deploy/feedwarden, or bin/feedwarden");
        }
        throw new ParameterException(spec.commandLine(), "expected run or demo, found '" + command + "'");
    }
}
