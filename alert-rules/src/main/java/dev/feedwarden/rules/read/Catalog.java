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
 * @param plugins the types of all plugins whose metrics are declared: of any other no metric can be known
 */
public record Catalog(
        Map<String, Metric> metrics, Map<String, String> subjects, Set<String> actions, Set<String> plugins) {

    public Catalog {
        metrics = Map.copyOf(metrics);
        subjects = Map.copyOf(subjects);
        actions = Set.copyOf(actions);
        plugins = Set.copyOf(plugins);
    }

    /** Where only the plugins of the configured instances are there. */
    public Catalog(Map<String, Metric> metrics, Map<String, String> subjects, Set<String> actions) {
        this(metrics, subjects, actions, Set.copyOf(subjects.values()));
    }
}
