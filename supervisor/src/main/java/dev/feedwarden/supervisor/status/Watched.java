package dev.feedwarden.supervisor.status;

import dev.feedwarden.supervisor.plugin.Kind;
import java.time.Duration;

/**
 * A feed or a check that is judged and shown, or a sink that is judged.
 *
 * @param kind {@code FEED}, {@code CHECK} or {@code SINK}
 * @param id its name in the configuration
 * @param plugin its type, which rules name by {@code plugin:type}
 * @param flowLimit of a feed: its data counts as flowing while the last tick is no older
 */
public record Watched(Kind kind, String id, String plugin, Duration flowLimit) {}
