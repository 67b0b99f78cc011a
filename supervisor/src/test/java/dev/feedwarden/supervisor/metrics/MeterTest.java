package dev.feedwarden.supervisor.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The conventions of Prometheus for names, units and labels, as its documentation and {@code promtool} have them. */
class MeterTest {

    private static final Pattern NAME = Pattern.compile("feedwarden(\\.[a-z][a-z0-9]*(_[a-z0-9]+)*)+");

    /** Base units; what is a number of things has none. */
    private static final Set<String> UNITS = Set.of("", "seconds", "bytes", "ratio");

    /** What Prometheus or Micrometer adds itself, or what is no base unit. */
    private static final Set<String> NOT_IN_NAMES = Set.of(
            "total",
            "count",
            "sum",
            "bucket",
            "info",
            "created",
            "gauge",
            "counter",
            "timer",
            "summary",
            "seconds",
            "bytes",
            "ratio",
            "ms",
            "millis",
            "milliseconds",
            "minutes",
            "hours",
            "percent",
            "kb",
            "mb");

    /** Labels whose values come from a list in the code, or from the names in the configuration. */
    private static final Set<String> BOUNDED =
            Set.of("feed", "sink", "notifier", "plugin", "loop", "kind", "outcome", "reason", "level");

    @ParameterizedTest
    @EnumSource
    void meter_name_unitAndLabels_followTheConventions(Meter meter) {
        assertThat(meter.meterName()).matches(NAME);
        assertThat(meter.meterName().split("[._]")).doesNotContainAnyElementsOf(NOT_IN_NAMES);
        assertThat(UNITS).contains(meter.unit());
        assertThat(BOUNDED).containsAll(meter.tags());
        assertThat(meter.tags()).doesNotHaveDuplicates();
        assertThat(meter.about()).matches("[A-Z0-9][^\n]*[^.\\s]");
        if (meter.type() == Meter.Type.TIMER) {
            assertThat(meter.unit()).isEqualTo("seconds");
        }
    }

    @Test
    void meters_names_areEachTakenOnce() {
        assertThat(Arrays.stream(Meter.values()).map(Meter::meterName)).doesNotHaveDuplicates();
    }

    @Test
    void page_ofEveryMeter_saysHelpTypeAndSuffix() {
        List<String> page = page().lines().toList();
        Map<String, String> types = said(page, "# TYPE ");
        Map<String, String> helps = said(page, "# HELP ");

        for (Meter meter : Meter.values()) {
            String name = name(meter);
            assertThat(types).containsEntry(name, type(meter));
            assertThat(helps.get(name)).isEqualTo(meter.about());
        }
        assertThat(types.keySet()).isEqualTo(helps.keySet());
        Set<String> families =
                Arrays.stream(Meter.values()).map(MeterTest::name).collect(Collectors.toSet());
        types.keySet().stream()
                .filter(name -> !families.contains(name))
                .forEach(name -> assertThat(families)
                        .describedAs("only a timer has a second family, its longest time")
                        .contains(name.replaceFirst("_max$", "")));
    }

    /** What the page says once every meter has been used. */
    private static String page() {
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        Meters meters = new Meters(registry);
        for (Meter meter : Meter.values()) {
            String[] values = meter.tags().toArray(String[]::new);
            switch (meter.type()) {
                case COUNTER -> meters.counter(meter, values);
                case GAUGE -> meters.gauge(meter, () -> 1, values);
                case TIMER -> meters.timer(meter, values);
            }
        }
        return registry.scrape();
    }

    private static String name(Meter meter) {
        String name = meter.meterName().replace('.', '_');
        String unit = meter.unit().isEmpty() ? "" : "_" + meter.unit();
        return name + unit + (meter.type() == Meter.Type.COUNTER ? "_total" : "");
    }

    private static String type(Meter meter) {
        return meter.type() == Meter.Type.TIMER
                ? "summary"
                : meter.type().name().toLowerCase(Locale.ROOT);
    }

    private static Map<String, String> said(List<String> page, String what) {
        Map<String, String> said = new HashMap<>();
        page.stream().filter(line -> line.startsWith(what)).forEach(line -> {
            String[] parts = line.substring(what.length()).split(" ", 2);
            assertThat(said.put(parts[0], parts[1])).isNull();
        });
        return said;
    }
}
