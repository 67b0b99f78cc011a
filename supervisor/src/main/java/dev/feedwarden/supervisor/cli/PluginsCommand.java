package dev.feedwarden.supervisor.cli;

import dev.feedwarden.supervisor.PluginList;
import dev.feedwarden.supervisor.plugin.AllowList;
import dev.feedwarden.supervisor.plugin.PluginFailure;
import dev.feedwarden.supervisor.plugin.PluginInfo;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeoutException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "plugins",
        description = "Lists the plugins that would load, and those that would not with the reason.",
        mixinStandardHelpOptions = true,
        subcommands = PluginsCommand.Allow.class)
final class PluginsCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Mixin
    private ConfigOptions files;

    @Override
    public void run() {
        try {
            for (PluginInfo plugin :
                    PluginList.of(Running.installation(), files.read().data())) {
                String state = plugin.state().word();
                String reason = plugin.error() == null ? "" : "  " + plugin.error();
                spec.commandLine()
                        .getOut()
                        .printf(
                                "%-12s %-10s %-9s %s%s%n",
                                plugin.id(), plugin.version(), state, String.join(", ", plugin.provides()), reason);
            }
        } catch (TimeoutException e) {
            throw new Failure("the plugins could not be loaded in time");
        }
    }

    @Command(
            name = "allow",
            description = "Puts a JAR's checksum on the list of those that may load from the drop-in folder.",
            mixinStandardHelpOptions = true)
    static final class Allow implements Runnable {

        @Spec
        private CommandSpec spec;

        @Parameters(paramLabel = "FILE", description = "The plugin's JAR.")
        private Path jar;

        @Mixin
        private ConfigOptions files;

        @Override
        public void run() {
            try {
                spec.commandLine()
                        .getOut()
                        .println("allowed " + new AllowList(files.read().data().resolve("plugins")).allow(jar));
            } catch (PluginFailure e) {
                throw new Failure(jar + " " + e.getMessage());
            } catch (IOException e) {
                throw new Failure(jar + " cannot be read, or the list cannot be written: " + e);
            }
        }
    }
}
