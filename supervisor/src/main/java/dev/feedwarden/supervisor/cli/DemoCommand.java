package dev.feedwarden.supervisor.cli;

import dev.feedwarden.supervisor.FreePorts;
import dev.feedwarden.supervisor.Scratch;
import dev.feedwarden.supervisor.config.Overrides;
import dev.feedwarden.supervisor.config.Surroundings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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

    @Mixin
    private PortOption port;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "The data folder; a temporary one otherwise, which goes at the end.")
    private @Nullable Path data;

    @Override
    public void run() {
        Path folder = data == null ? temporary() : data;
        Runnable afterwards = data == null ? () -> Scratch.delete(folder) : () -> {};
        Overrides overrides = new Overrides(Running.installation().demoConfig(), port.value(), folder);
        Running.supervise(spec, "demo", overrides, new Surroundings(System.getenv(), new FreePorts()), afterwards);
    }

    private static Path temporary() {
        try {
            return Files.createTempDirectory("feedwarden-demo-");
        } catch (IOException e) {
            throw new Failure("no temporary folder can be made: " + e);
        }
    }
}
