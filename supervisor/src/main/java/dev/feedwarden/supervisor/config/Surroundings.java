package dev.feedwarden.supervisor.config;

import dev.feedwarden.rules.Place;
import dev.feedwarden.rules.yaml.Problems;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;

/**
 * What a configuration can refer to.
 *
 * @param environment for {@code ${env:NAME}}
 * @param ports for {@code ${port:name}}: the same port for each use of a name
 */
public record Surroundings(Map<String, String> environment, UnaryOperator<String> ports) {

    public Surroundings {
        environment = Map.copyOf(environment);
    }

    Values values(Path file, Problems problems) {
        Path folder = Objects.requireNonNull(file.toAbsolutePath().getParent(), "a file has a folder");
        return new Values(folder, environment, ports, problems);
    }

    static Place start(Path file) {
        return new Place(file.toString(), 1, 1);
    }
}
