package dev.feedwarden.supervisor.cli;

import dev.feedwarden.supervisor.FreePorts;
import dev.feedwarden.supervisor.config.Overrides;
import dev.feedwarden.supervisor.config.Surroundings;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "run",
        description = "Runs what the configuration says, against the real exchanges.",
        mixinStandardHelpOptions = true)
final class RunCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Option(names = "--config", paramLabel = "FILE", description = "The configuration; the shipped one otherwise.")
    private @Nullable Path config;

    @Option(names = "--port", paramLabel = "N", description = "The page's port, in place of the configuration's.")
    private @Nullable Integer port;

    @Option(names = "--data", paramLabel = "DIR", description = "The data folder, in place of the configuration's.")
    private @Nullable Path data;

    @Override
    public void run() {
        Path file = config == null ? Running.installation().usualConfig() : config;
        Running.supervise(
                spec, "run", new Overrides(file, port, data), new Surroundings(System.getenv(), new FreePorts()));
    }
}
