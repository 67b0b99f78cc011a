package dev.feedwarden.supervisor.cli;

import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "status",
        description = "Says how the running program and its feeds are, in lines of at most 80 characters.",
        footer = ServerOptions.FOOTER,
        mixinStandardHelpOptions = true)
final class StatusCommand implements Runnable {

    private static final int PAUSE_SECONDS = 2;

    /** Clears the screen and goes to its upper left corner, on every terminal that knows ANSI sequences. */
    private static final String CLEAR = "\u001b[2J\u001b[H";

    @Spec
    private CommandSpec spec;

    @Mixin
    private ServerOptions server;

    @Option(names = "--json", description = "Prints JSON, as /api/status gives it.")
    private boolean json;

    @Option(names = "--watch", description = "Prints it every " + PAUSE_SECONDS + " s, until it is stopped.")
    private boolean watch;

    @Override
    public void run() {
        PrintWriter out = spec.commandLine().getOut();
        if (!watch) {
            out.println(text());
            return;
        }
        var stopped = new CountDownLatch(1);
        try {
            do {
                out.println(CLEAR + textOrWhyNot());
                out.flush();
            } while (!stopped.await(PAUSE_SECONDS, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Who watches goes on watching while the program is started anew. */
    private String textOrWhyNot() {
        try {
            return text();
        } catch (Failure e) {
            return String.valueOf(e.getMessage());
        }
    }

    private String text() {
        JsonObject status = server.get("/api/status");
        return json ? status.encodePrettily() : StatusTable.of(status);
    }
}
