package dev.feedwarden.supervisor;

import java.nio.file.Path;

/**
 * The folder the program was installed into.
 *
 * @param home holds {@code plugins} and {@code conf}
 * @param data where data goes when neither the configuration nor the command line says so
 */
public record Installation(Path home, Path data) {

    /** The bundled plugins. */
    public Path plugins() {
        return home.resolve("plugins");
    }

    /** The rule tests that come with the program. */
    public Path tests() {
        return home.resolve("tests");
    }

    /** The configuration that {@code run} takes when none is named. */
    public Path usualConfig() {
        return home.resolve("conf").resolve("feedwarden.yaml");
    }

    /** The configuration of {@code demo}. */
    public Path demoConfig() {
        return home.resolve("conf").resolve("demo.yaml");
    }
}
