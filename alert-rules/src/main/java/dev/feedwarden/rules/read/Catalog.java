package dev.feedwarden.rules.read;

import dev.feedwarden.api.Metric;
import dev.feedwarden.api.Setting;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What rules can name.
 *
 * @param metrics every declared metric by its name
 * @param subjects the type of its plugin by the id of each configured instance
 * @param actions the ids of the actions that are configured, besides those that every feed knows
 * @param parameters what a ladder's step may give to an action, of each action of which it is known
 * @param plugins the types of all plugins whose metrics are declared: of any other no metric can be known
 */
public record Catalog(
        Map<String, Metric> metrics,
        Map<String, String> subjects,
        Set<String> actions,
        Map<String, List<Setting>> parameters,
        Set<String> plugins) {

    public Catalog {
        metrics = Map.copyOf(metrics);
        subjects = Map.copyOf(subjects);
        actions = Set.copyOf(actions);
        parameters = Map.copyOf(parameters);
        plugins = Set.copyOf(plugins);
    }

    /** Where only the plugins of the configured instances are there, and what actions take is not known. */
    public Catalog(Map<String, Metric> metrics, Map<String, String> subjects, Set<String> actions) {
        this(metrics, subjects, actions, Map.of(), Set.copyOf(subjects.values()));
    }
}
