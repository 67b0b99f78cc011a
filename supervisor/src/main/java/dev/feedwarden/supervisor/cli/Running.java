package dev.feedwarden.supervisor.cli;

import dev.feedwarden.supervisor.Installation;
import dev.feedwarden.supervisor.Seams;
import dev.feedwarden.supervisor.Supervisor;
import dev.feedwarden.supervisor.Unusable;
import dev.feedwarden.supervisor.config.Overrides;
import dev.feedwarden.supervisor.config.Surroundings;
import dev.feedwarden.supervisor.oversight.Oversight;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.BindException;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import picocli.CommandLine.Model.CommandSpec;

/** The life of a command that runs until it is told to stop. */
final class Running {

    private Running() {}

    /**
     * Starts the supervisor and stays until SIGTERM or SIGINT; the process then ends with exit code 0. With 1 it ends if
     * it is to be started again, and standard error says so.
     *
     * @param afterwards done when everything is closed
     */
    static void supervise(
            CommandSpec spec, String name, Overrides overrides, Surroundings surroundings, Runnable afterwards) {
        PrintWriter out = spec.commandLine().getOut();
        StopSignal signal = StopSignal.listen();
        try {
            Supervisor supervisor = Supervisor.start(installation(), overrides, surroundings, Seams.real());
            String listening = "listening on http://127.0.0.1:" + supervisor.port() + "/";
            out.println("Feedwarden " + name + " is " + listening);
            out.flush();
            Oversight oversight = Oversight.of(
                    surroundings.environment(), ProcessHandle.current().pid());
            oversight.ready(listening, supervisor::everyThreadAnswers);
            CompletableFuture<String> restart = supervisor.restart().thenApply(why -> {
                spec.commandLine().getErr().println("feedwarden: ends, to be started again: " + why);
                spec.commandLine().getErr().flush();
                return why;
            });
            signal.await(restart, () -> {
                oversight.stopping();
                supervisor.stop();
                afterwards.run();
                oversight.close();
            });
        } catch (Unusable e) {
            e.problems().forEach(problem -> spec.commandLine().getErr().println(problem));
            throw signal.failed("nothing was started: " + e.problems().size() + " problems, above");
        } catch (BindException e) {
            throw signal.failed("the page's port cannot be had: " + e.getMessage());
        } catch (IOException | TimeoutException | RuntimeException e) {
            throw signal.failed("could not be started: " + (e.getMessage() == null ? e : e.getMessage()));
        }
    }

    static Installation installation() {
        return new Installation(folder("feedwarden.home"), folder("feedwarden.data"));
    }

    private static Path folder(String property) {
        String path = System.getProperty(property);
        if (path == null) {
            throw new Failure("the system property " + property + " must name a folder; the launcher sets it");
        }
        return Path.of(path);
    }
}
