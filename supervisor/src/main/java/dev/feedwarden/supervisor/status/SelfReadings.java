package dev.feedwarden.supervisor.status;

import dev.feedwarden.api.Metric;
import dev.feedwarden.api.Reading;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleSupplier;

/**
 * What the supervisor measures of itself, asked once a second on the core event loop. A source of an event metric gives a
 * running total since the start of the process, any other gives the value; NaN says that there is none. No source may
 * block.
 */
public final class SelfReadings {

    private final Map<Metric, DoubleSupplier> sources;
    private final Map<Metric, Double> totals = new HashMap<>();

    /** @param sources by metric of {@link CoreMetrics} */
    public SelfReadings(Map<Metric, DoubleSupplier> sources) {
        this.sources = new LinkedHashMap<>(sources);
    }

    List<Reading> read(Instant now) {
        List<Reading> readings = new ArrayList<>();
        sources.forEach((metric, source) -> {
            double value = source.getAsDouble();
            if (metric.kind() == Metric.Kind.EVENT) {
                value -= totals.getOrDefault(metric, 0.0);
                totals.merge(metric, value, Double::sum);
                value = value > 0 ? value : Double.NaN;
            }
            if (!Double.isNaN(value)) {
                readings.add(new Reading(metric.name(), CoreMetrics.SELF, value, now));
            }
        });
        return readings;
    }
}
