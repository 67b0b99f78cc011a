package dev.feedwarden.supervisor.status;

import dev.feedwarden.api.Reading;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The latest readings of each check, at most {@value #MOST_METRICS} metrics a check. */
final class LiveChecks {

    static final int MOST_METRICS = 200;

    private final Map<String, Map<String, Double>> readings = new LinkedHashMap<>();

    LiveChecks(List<String> checks) {
        checks.forEach(check -> readings.put(check, new HashMap<>()));
    }

    void take(Reading reading) {
        @Nullable Map<String, Double> latest = readings.get(reading.subject());
        if (latest != null && (latest.size() < MOST_METRICS || latest.containsKey(reading.metric()))) {
            latest.put(reading.metric(), reading.value());
        }
    }

    List<String> ids() {
        return List.copyOf(readings.keySet());
    }

    Map<String, Double> of(String check) {
        return readings.getOrDefault(check, Map.of());
    }
}
