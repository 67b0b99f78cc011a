package dev.feedwarden.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.feedwarden.api.Metric;
import dev.feedwarden.supervisor.metrics.Meter;
import dev.feedwarden.supervisor.metrics.Meters;
import dev.feedwarden.supervisor.status.CoreMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import org.junit.jupiter.api.Test;

class SelfSourcesTest {

    private final Meters meters = new Meters(new PrometheusMeterRegistry(PrometheusConfig.DEFAULT));

    @Test
    void metered_counterWithTags_isAddedUpOverThem() {
        assertThat(read(CoreMetrics.SINK_QUARANTINED)).isZero();
        meters.counter(Meter.SINK_QUARANTINED, "files").increment(3);
        meters.counter(Meter.SINK_QUARANTINED, "timescale").increment(4);

        assertThat(read(CoreMetrics.SINK_QUARANTINED)).isEqualTo(7);
        assertThat(read(CoreMetrics.MAIL_DEAD)).isZero();
    }

    @Test
    void value_ofOneSink_leavesTheOthersOut() {
        meters.counter(Meter.SINK_TIMEOUTS, "files").increment(3);
        meters.counter(Meter.SINK_TIMEOUTS, "timescale").increment(4);

        assertThat(meters.value(Meter.SINK_TIMEOUTS, "timescale")).isEqualTo(4);
        assertThat(meters.value(Meter.SINK_TIMEOUTS, "redis")).isZero();
    }

    @Test
    void metered_gauge_isWhatItSaysNow() {
        meters.gauge(Meter.PLUGIN_LOADERS_LEAKED, () -> 2);

        assertThat(read(CoreMetrics.PLUGIN_LOADERS_LEAKED)).isEqualTo(2);
    }

    private double read(Metric metric) {
        return SelfSources.metered(meters).get(metric).getAsDouble();
    }
}
