package dev.feedwarden.supervisor.plugin;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A plugin as {@code /api/plugins} shows it.
 *
 * @param id its id, or the file's name where no id could be read
 * @param version its version; empty where none could be read
 * @param state how it stands
 * @param provides {@code feed:deribit}, one for each provider
 * @param error why it or part of it does not run, or why its replacement was not taken, or what it threw
 *     while it ran, for an hour or until it is swapped; null when all is well
 * @param file the JAR's file name
 * @param bundled whether it came with the distribution
 */
public record PluginInfo(
        String id,
        String version,
        State state,
        List<String> provides,
        @Nullable String error,
        String file,
        boolean bundled) {

    public PluginInfo {
        provides = List.copyOf(provides);
    }

    /** How a plugin stands. */
    public enum State {
        STARTED,
        /** It is being swapped or started. */
        STARTING,
        /** It or part of it could not be loaded or started. */
        FAILED,
        /** Its event loop does not answer. */
        BLOCKED,
        /** Its checksum is not on the allow-list. */
        REFUSED,
        STOPPED;

        /** As JSON, the page and events write it. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
