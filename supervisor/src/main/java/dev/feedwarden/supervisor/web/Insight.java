package dev.feedwarden.supervisor.web;

import dev.feedwarden.supervisor.history.Samples;
import io.vertx.core.json.JsonObject;
import java.util.Map;

/**
 * What the page draws from besides the board and the history.
 *
 * @param samples the readings that were kept
 * @param plugins the type of the plugin by instance
 * @param settings the configuration, for a person to look at; without secrets
 */
public record Insight(Samples samples, Map<String, String> plugins, JsonObject settings) {

    public Insight {
        plugins = Map.copyOf(plugins);
    }
}
