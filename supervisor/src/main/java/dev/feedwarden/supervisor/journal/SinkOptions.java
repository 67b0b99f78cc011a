package dev.feedwarden.supervisor.journal;

import dev.feedwarden.api.Setting;
import dev.feedwarden.api.Settings;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * What every sink can be told, whatever its kind.
 *
 * @param feeds the feeds whose ticks it gets; empty for all
 * @param rows ticks in a batch, at most
 * @param age how long a tick waits for others to fill a batch, at most
 * @param timeout how long a batch may take to be stored
 * @param quarantineBytes how large the file of ticks that cannot be stored may grow
 */
record SinkOptions(Set<String> feeds, int rows, Duration age, Duration timeout, long quarantineBytes) {

    static final List<Setting> SETTINGS = List.of(
            Setting.optional("feeds", Setting.Type.TEXTS, null, "The feeds whose ticks it gets; all if not given"),
            Setting.optional("batch_rows", Setting.Type.INTEGER, 1_000, "Ticks in a batch, at most; 1 to 100000"),
            Setting.optional(
                    "batch_age", Setting.Type.DURATION, "3s", "How long a tick waits for others to fill a batch"),
            Setting.optional(
                    "write_timeout",
                    Setting.Type.DURATION,
                    "30s",
                    "How long a batch may take before it is tried again"),
            Setting.optional(
                    "quarantine",
                    Setting.Type.SIZE,
                    "64MB",
                    "How large the file of ticks that can never be stored may grow before the sink stops"));

    private static final int MOST_ROWS = 100_000;

    SinkOptions {
        feeds = Set.copyOf(feeds);
    }

    static SinkOptions of(Settings entry) {
        Settings settings = entry.withDefaults(SETTINGS);
        return new SinkOptions(
                settings.has("feeds") ? Set.copyOf(settings.texts("feeds")) : Set.of(),
                settings.integer("batch_rows", 1, MOST_ROWS),
                settings.duration("batch_age"),
                settings.duration("write_timeout"),
                settings.size("quarantine"));
    }

    boolean wants(String feed) {
        return feeds.isEmpty() || feeds.contains(feed);
    }
}
