package dev.feedwarden.supervisor.plugin;

import java.nio.file.Path;
import java.util.List;

/**
 * A private copy of a plugin's JAR that has been looked through. Nothing of it has been run.
 *
 * @param path the copy
 * @param sha256 of the copy, in lower-case hex
 * @param id from its manifest
 * @param version from its manifest
 * @param requires the API versions it runs on, from its manifest; {@code *} for any
 * @param extensions the names of the classes in its extension index
 */
record StagedJar(Path path, String sha256, String id, String version, String requires, List<String> extensions) {

    StagedJar {
        extensions = List.copyOf(extensions);
    }
}
