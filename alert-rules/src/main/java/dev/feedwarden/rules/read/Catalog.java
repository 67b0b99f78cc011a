package dev.feedwarden.rules.read;

import dev.feedwarden.api.Metric;
import java.util.Map;
import java.util.Set;

/**
 * What rules can name.
 *
 * @param metrics every declared metric by its name
 * @param subjects the type of its plugin by the id of each configured instance
 * @param actions the ids of the actions that are configured, besides those that every feed knows
 */
public record Catalog(Map<String, Metric> metrics, Map<String, String> subjects, Set<String> actions) {

    public Catalog {
        metrics = Map.copyOf(metrics);
        subjects = Map.copyOf(subjects);
        actions = Set.copyOf(actions);
    }
}
