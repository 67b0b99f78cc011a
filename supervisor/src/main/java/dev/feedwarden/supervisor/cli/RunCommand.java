package dev.feedwarden.supervisor.cli;

import dev.feedwarden.supervisor.FreePorts;
import dev.feedwarden.supervisor.config.Surroundings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
        name = "run",
        description = "Runs what the configuration says, against the real exchanges.",
        mixinStandardHelpOptions = true)
final class RunCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Mixin
    private ConfigOptions files;

    @Mixin
    private PortOption port;

    @Override
    public void run() {
        Surroundings surroundings = new Surroundings(System.getenv(), new FreePorts());
        Running.supervise(spec, "run", files.overrides(port.value()), surroundings, () -> {});
    }
}
