package dev.feedwarden.supervisor.cli;

import dev.feedwarden.supervisor.Product;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(name = "version", description = "Prints the version and the Java it runs on.", mixinStandardHelpOptions = true)
final class VersionCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        spec.commandLine().getOut().println("feedwarden " + Product.VERSION + " (Java " + Runtime.version() + ")");
    }
}
