package dev.feedwarden.supervisor;

import dev.feedwarden.api.JournalPosition;
import dev.feedwarden.api.Metric;
import dev.feedwarden.api.Setting;
import dev.feedwarden.supervisor.config.Config;
import dev.feedwarden.supervisor.config.Config.Instance;
import dev.feedwarden.supervisor.feed.FeedAction;
import dev.feedwarden.supervisor.metrics.Meters;
import dev.feedwarden.supervisor.plugin.Kind;
import dev.feedwarden.supervisor.plugin.Offer;
import dev.feedwarden.supervisor.status.CoreMetrics;
import dev.feedwarden.supervisor.web.ResponseCache;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeoutException;

/** What rules can judge: the metrics of the supervisor, and those that plugins declare. */
public final class DeclaredMetrics {

    private static final Map<String, List<Setting>> PARAMETERS = Map.of(
            CacheAction.NAME, ResponseCache.PARAMETERS,
            PluginAction.NAME, PluginAction.PARAMETERS);

    private DeclaredMetrics() {}

    /** Of an installation, whose plugins are loaded for a look, without any instance. Blocks. */
    public static Map<String, Metric> of(Installation installation, Path data) throws TimeoutException {
        return of(offers(installation, data));
    }

    /** What the plugins of an installation offer. Blocks. */
    static List<Offer> offers(Installation installation, Path data) throws TimeoutException {
        Teardown teardown = new Teardown();
        try {
            return Plugins.load(
                            Scratch.folders(installation, data, teardown),
                            Seams.real(),
                            () -> JournalPosition.NONE,
                            fact -> {},
                            new Meters(new SimpleMeterRegistry()),
                            teardown)
                    .offers();
        } finally {
            teardown.run();
        }
    }

    /** The names of the actions that ladders can do besides those that every feed knows, whatever is configured. */
    public static Set<String> actions() {
        return PARAMETERS.keySet();
    }

    /** What may be given to an action, of those, of feeds, and of those that are configured. */
    static Map<String, List<Setting>> parameters(Config config, List<Offer> offers) {
        Map<String, List<Setting>> parameters = new HashMap<>(PARAMETERS);
        parameters.put("warn", List.of());
        parameters.put("escalate", List.of());
        for (FeedAction action : FeedAction.values()) {
            parameters.put(action.word(), action.parameters());
        }
        for (Instance instance : config.instances()) {
            offers.stream()
                    .filter(offer -> offer.kind() == Kind.ACTION && instance.kind() == Kind.ACTION)
                    .filter(offer -> offer.type().equals(instance.type()))
                    .findFirst()
                    .ifPresent(offer -> parameters.putIfAbsent(instance.id(), offer.parameters()));
        }
        parameters.putIfAbsent(ProcessAction.NAME, List.of());
        return parameters;
    }

    static Map<String, Metric> of(List<Offer> offers) {
        Map<String, Metric> metrics = new HashMap<>();
        CoreMetrics.ALL.forEach(metric -> metrics.put(metric.name(), metric));
        offers.forEach(offer -> offer.metrics().forEach(metric -> metrics.putIfAbsent(metric.name(), metric)));
        return metrics;
    }
}
