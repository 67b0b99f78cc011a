package dev.feedwarden.supervisor.cli;

import dev.feedwarden.rules.yaml.Problems;
import dev.feedwarden.supervisor.FreePorts;
import dev.feedwarden.supervisor.Installation;
import dev.feedwarden.supervisor.config.Config;
import dev.feedwarden.supervisor.config.ConfigReader;
import dev.feedwarden.supervisor.config.Overrides;
import dev.feedwarden.supervisor.config.Surroundings;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which configuration, and where its data is: the same for every command that has them. */
final class ConfigOptions {

    @Option(names = "--config", paramLabel = "FILE", description = "The configuration; the shipped one otherwise.")
    private @Nullable Path config;

    @Option(names = "--data", paramLabel = "DIR", description = "The data folder, in place of the configuration's.")
    private @Nullable Path data;

    /** The shipped configuration does not say where data is: it would be lost with the next build. */
    Overrides overrides(@Nullable Integer port) {
        Installation installation = Running.installation();
        if (config == null) {
            return new Overrides(installation.usualConfig(), port, data == null ? installation.data() : data);
        }
        return new Overrides(config, port, data);
    }

    /** The configuration itself, for commands that start nothing. */
    Config read() {
        Problems problems = new Problems();
        Config read = ConfigReader.read(overrides(null), new Surroundings(System.getenv(), new FreePorts()), problems);
        if (read == null) {
            throw new Failure(problems.list().get(0).toString());
        }
        return read;
    }
}
