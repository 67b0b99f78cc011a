package dev.feedwarden.deploy;

import dev.feedwarden.supervisor.metrics.Meter;
import dev.feedwarden.supervisor.metrics.Meters;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What {@code /metrics} says once every meter has been used. */
final class MeterPage {

    private static final Pattern SAMPLE = Pattern.compile("^([a-z_]+)(?:\\{(.*)})? ", Pattern.MULTILINE);
    private static final Pattern LABEL = Pattern.compile("([a-z_]+)=\"");

    private MeterPage() {}

    static String text() {
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        Meters meters = new Meters(registry);
        for (Meter meter : Meter.values()) {
            String[] values = meter.tags().toArray(String[]::new);
            switch (meter.type()) {
                case COUNTER -> meters.counter(meter, values);
                case GAUGE -> meters.gauge(meter, () -> 1, values);
                case TIMER -> meters.quantiles(meter, values);
            }
        }
        return registry.scrape();
    }

    /** The labels of each name that a query may use. */
    static Map<String, Set<String>> names() {
        Map<String, Set<String>> names = new HashMap<>();
        Matcher samples = SAMPLE.matcher(text());
        while (samples.find()) {
            Set<String> labels = names.computeIfAbsent(samples.group(1), name -> new TreeSet<>());
            Matcher label = LABEL.matcher(samples.group(2) == null ? "" : samples.group(2));
            while (label.find()) {
                labels.add(label.group(1));
            }
        }
        return names;
    }
}
