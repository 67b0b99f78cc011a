package dev.feedwarden.supervisor.plugin;

import java.nio.file.Path;

/**
 * Where plugins come from and where they may write.
 *
 * @param bundled the JARs that came with the distribution
 * @param dropIns the JARs that somebody has dropped in, and the list of those that may load
 * @param work private copies of the JARs that are loaded; emptied at each start
 * @param instances one folder for each instance
 */
public record PluginFolders(Path bundled, Path dropIns, Path work, Path instances) {

    /** The usual places below a data folder. */
    public static PluginFolders of(Path bundled, Path data) {
        return new PluginFolders(
                bundled, data.resolve("plugins"), data.resolve("work").resolve("plugins"), data.resolve("instances"));
    }
}
