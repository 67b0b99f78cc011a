package dev.feedwarden.supervisor.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** The page's port. */
final class PortOption {

    @Spec(Target.MIXEE)
    private CommandSpec spec;

    private @Nullable Integer port;

    @Option(
            names = "--port",
            paramLabel = "N",
            description = "The page's port, in place of the configuration's; 0 for any free one.")
    void set(int value) {
        if (value < 0 || value > 65_535) {
            throw new ParameterException(spec.commandLine(), "--port: expected 0 to 65535, found " + value);
        }
        port = value;
    }

    @Nullable
    Integer value() {
        return port;
    }
}
