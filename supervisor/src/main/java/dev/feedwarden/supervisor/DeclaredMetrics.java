package dev.feedwarden.supervisor;

import dev.feedwarden.api.JournalPosition;
import dev.feedwarden.api.Metric;
import dev.feedwarden.supervisor.metrics.Meters;
import dev.feedwarden.supervisor.plugin.Offer;
import dev.feedwarden.supervisor.status.CoreMetrics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeoutException;

/** What rules can judge: the metrics of the supervisor, and those that plugins declare. */
public final class DeclaredMetrics {

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
        return Set.of(CacheAction.NAME);
    }

    static Map<String, Metric> of(List<Offer> offers) {
        Map<String, Metric> metrics = new HashMap<>();
        CoreMetrics.ALL.forEach(metric -> metrics.put(metric.name(), metric));
        offers.forEach(offer -> offer.metrics().forEach(metric -> metrics.putIfAbsent(metric.name(), metric)));
        return metrics;
    }
}
