package dev.feedwarden.supervisor.backup;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Says which files the configuration consists of, as they are on the disk now. Called on a thread that may block. */
@FunctionalInterface
public interface ConfigSource {

    /** No configuration. */
    ConfigSource NONE = () -> new Listing(null, List.of(), List.of());

    Listing list() throws IOException;

    /**
     * The files.
     *
     * @param main the name of the configuration's own file; null for none
     * @param leftOut files that it names and that do not go into a backup
     */
    record Listing(@Nullable String main, List<NamedFile> files, List<String> leftOut) {
        public Listing {
            files = List.copyOf(files);
            leftOut = List.copyOf(leftOut);
        }
    }

    /**
     * A file.
     *
     * @param name its path as a backup names it, parts divided by {@code /}
     */
    record NamedFile(String name, Path path) {}
}
