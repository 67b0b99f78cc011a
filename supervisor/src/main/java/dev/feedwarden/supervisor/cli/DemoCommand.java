package dev.feedwarden.supervisor.cli;

import dev.feedwarden.supervisor.FreePorts;
import dev.feedwarden.supervisor.config.Overrides;
import dev.feedwarden.supervisor.config.Surroundings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "demo",
        description = "Runs against simulated exchanges: no network, no server, mails kept for the page to show.",
        mixinStandardHelpOptions = true)
final class DemoCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Option(names = "--port", paramLabel = "N", description = "The page's port; 8080 otherwise, 0 for any free one.")
    private @Nullable Integer port;

    @Option(names = "--data", paramLabel = "DIR", description = "The data folder; a new temporary one otherwise.")
    private @Nullable Path data;

    @Override
    public void run() {
        Path folder = data == null ? temporary() : data;
        Running.supervise(
                spec,
                "demo",
                new Overrides(Running.installation().demoConfig(), port, folder),
                new Surroundings(System.getenv(), new FreePorts()));
    }

    private static Path temporary() {
        try {
            return Files.createTempDirectory("feedwarden-demo-");
        } catch (IOException e) {
            throw new Failure("no temporary folder can be made: " + e);
        }
    }
}
