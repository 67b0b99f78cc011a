package dev.feedwarden.supervisor;

import dev.feedwarden.rules.read.Catalog;
import dev.feedwarden.supervisor.config.Config;
import dev.feedwarden.supervisor.config.Config.Instance;
import dev.feedwarden.supervisor.plugin.Kind;
import dev.feedwarden.supervisor.plugin.Offer;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

/** What rules can name in an installation with a configuration. */
public final class RuleCatalog {

    private RuleCatalog() {}

    /** Loads the plugins for a look, without any instance. Blocks. */
    public static Catalog of(Installation installation, Config config) throws TimeoutException {
        Path data = config.data();
        return of(config, DeclaredMetrics.offers(installation, data));
    }

    static Catalog of(Config config, List<Offer> offers) {
        Set<String> actions = config.instances().stream()
                .filter(instance -> instance.kind() == Kind.ACTION)
                .map(Instance::id)
                .collect(Collectors.toCollection(HashSet::new));
        actions.addAll(DeclaredMetrics.actions());
        if (config.supervised()) {
            actions.add(ProcessAction.NAME);
        }
        Map<String, String> subjects = Preparation.subjects(config);
        Set<String> plugins = offers.stream().map(Offer::type).collect(Collectors.toCollection(HashSet::new));
        plugins.addAll(subjects.values());
        return new Catalog(
                DeclaredMetrics.of(offers), subjects, actions, DeclaredMetrics.parameters(config, offers), plugins);
    }
}
