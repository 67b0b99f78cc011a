package dev.feedwarden.supervisor.cli;

import dev.feedwarden.supervisor.Installation;
import dev.feedwarden.supervisor.Seams;
import dev.feedwarden.supervisor.Supervisor;
import dev.feedwarden.supervisor.Unusable;
import dev.feedwarden.supervisor.config.Overrides;
import dev.feedwarden.supervisor.config.Surroundings;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeoutException;
import picocli.CommandLine.Model.CommandSpec;

/** The life of a command that runs until it is told to stop. */
final class Running {

    private Running() {}

    /** Starts the supervisor and stays until SIGTERM or SIGINT; the process then ends with exit code 0. */
    static void supervise(CommandSpec spec, String name, Overrides overrides, Surroundings surroundings) {
        PrintWriter out = spec.commandLine().getOut();
        try {
            Supervisor supervisor = Supervisor.start(installation(), overrides, surroundings, Seams.real());
            out.println("Feedwarden " + name + " is listening on http://127.0.0.1:" + supervisor.port() + "/");
            out.flush();
            untilToldToStop(supervisor::stop);
        } catch (Unusable e) {
            e.problems().forEach(problem -> spec.commandLine().getErr().println(problem));
            throw new Failure("nothing was started: " + e.problems().size() + " problems, above");
        } catch (IOException | TimeoutException e) {
            throw new Failure("could not be started: " + e);
        }
    }

    /**
     * Waits for SIGTERM or SIGINT and stops cleanly. The JVM would report the signal as exit code 143 or 130 although all
     * is flushed, so the hook ends the process itself.
     */
    static void untilToldToStop(Runnable stop) {
        Thread hook = new Thread(
                () -> {
                    stop.run();
                    Runtime.getRuntime().halt(0);
                },
                "feedwarden-stop");
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    static Installation installation() {
        String home = System.getProperty("feedwarden.home");
        if (home == null) {
            throw new Failure("the system property feedwarden.home must name the folder of the installation");
        }
        return new Installation(Path.of(home));
    }
}
