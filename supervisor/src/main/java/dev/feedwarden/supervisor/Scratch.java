package dev.feedwarden.supervisor;

import dev.feedwarden.supervisor.plugin.PluginFolders;
import io.vertx.core.Future;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.stream.Stream;

/** Folders that go away: for a demo, or for a look at the plugins that must not touch a running program's data. */
public final class Scratch {

    private static final Duration DELETING = Duration.ofSeconds(5);

    private Scratch() {}

    /** The plugins of an installation and the drop-ins of a data folder; everything written goes with the teardown. */
    static PluginFolders folders(Installation installation, Path data, Teardown teardown) {
        try {
            Path scratch = Files.createTempDirectory("feedwarden-");
            teardown.add("scratch", DELETING, () -> {
                delete(scratch);
                return Future.succeededFuture();
            });
            Path dropIns = data.resolve("plugins");
            return new PluginFolders(
                    installation.plugins(),
                    Files.isDirectory(dropIns) ? dropIns : scratch.resolve("plugins"),
                    scratch.resolve("work"),
                    scratch.resolve("instances"));
        } catch (IOException e) {
            throw new UncheckedIOException("no temporary folder can be made", e);
        }
    }

    /** Deletes a folder and all that is in it. */
    public static void delete(Path folder) {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the temporary folder " + folder + " cannot be deleted", e);
        }
    }
}
