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
 * What the supervisor measures of itself and of the sinks, asked once a second on the core event loop. A source of an event
 * metric gives a running total since the start of the process, any other gives the value; NaN says that there is none. No
 * source may block.
 */
public final class SelfReadings {

    private final Map<Source, DoubleSupplier> sources = new LinkedHashMap<>();
    private final Map<Source, Double> totals = new HashMap<>();

    private record Source(Metric metric, String subject) {}

    /** @param sources of the supervisor itself, by metric of {@link CoreMetrics} */
    public SelfReadings(Map<Metric, DoubleSupplier> sources) {
        add(CoreMetrics.SELF, sources);
    }

    /**
     * Adds what is measured of somebody else.
     *
     * @param subject the id of an instance
     */
    public void add(String subject, Map<Metric, DoubleSupplier> of) {
        of.forEach((metric, source) -> sources.put(new Source(metric, subject), source));
    }

    List<Reading> read(Instant now) {
        List<Reading> readings = new ArrayList<>();
        sources.forEach((source, supplier) -> {
            double value = supplier.getAsDouble();
            if (source.metric().kind() == Metric.Kind.EVENT) {
                value -= totals.getOrDefault(source, 0.0);
                totals.merge(source, value, Double::sum);
                value = value > 0 ? value : Double.NaN;
            }
            if (!Double.isNaN(value)) {
                readings.add(new Reading(source.metric().name(), source.subject(), value, now));
            }
        });
        return readings;
    }
}
