package dev.feedwarden.supervisor.metrics;

import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.micrometer.core.ipc.http.HttpUrlConnectionSender;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.micrometer.registry.otlp.AggregationTemporality;
import io.micrometer.registry.otlp.OtlpConfig;
import io.micrometer.registry.otlp.OtlpHttpMetricsSender;
import io.micrometer.registry.otlp.OtlpMeterRegistry;
import io.micrometer.registry.otlp.OtlpMetricsSender;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Sends every meter to a receiver again and again: OTLP over HTTP in Protocol Buffers, counters as running totals since the
 * start, times in seconds. A thread of its own does so, one export at a time; what could not be sent is counted and logged,
 * and the next export says the same totals.
 */
public final class OtlpExport implements AutoCloseable {

    private static final Duration CONNECTING = Duration.ofSeconds(1);
    private static final Duration READING = Duration.ofSeconds(5);

    private final OtlpMeterRegistry registry;
    private final Meters meters;
    private final Counter done;
    private final Counter failed;

    /** As {@link #start}, with a time of its own in which the receiver has to answer. */
    OtlpExport(PrometheusMeterRegistry scraped, OtlpOptions options, Map<String, String> resource, Duration reading) {
        OtlpMetricsSender http = new OtlpHttpMetricsSender(new HttpUrlConnectionSender(CONNECTING, reading));
        registry = OtlpMeterRegistry.builder(new Config(options, resource))
                .clock(Clock.SYSTEM)
                .metricsSender(request -> send(http, request))
                .build();
        meters = new Meters(new CompositeMeterRegistry().add(scraped).add(registry), scraped);
        done = meters.counter(Meter.METRICS_EXPORTS, "done");
        failed = meters.counter(Meter.METRICS_EXPORTS, "failed");
    }

    /**
     * Begins to export.
     *
     * @param scraped where the meters are read from besides
     * @param resource what the receiver is told of this process, such as {@code service.name}
     */
    public static OtlpExport start(PrometheusMeterRegistry scraped, OtlpOptions options, Map<String, String> resource) {
        return new OtlpExport(scraped, options, resource, READING);
    }

    /** Whatever is made by these is both scraped and exported. */
    public Meters meters() {
        return meters;
    }

    /** Exports a last time and ends; blocks for a connection's and an answer's time at most, 6 s together. */
    @Override
    public void close() {
        registry.close();
    }

    private void send(OtlpMetricsSender http, OtlpMetricsSender.Request request) throws Exception {
        try {
            http.send(request);
            done.increment();
        } catch (Exception e) {
            failed.increment();
            throw e;
        }
    }

    /** Answers everything that has a default in the environment itself, so that the configuration alone counts. */
    private record Config(OtlpOptions options, Map<String, String> resource) implements OtlpConfig {

        @Override
        public @Nullable String get(String key) {
            return null;
        }

        @Override
        public String url() {
            return options.url().toString();
        }

        @Override
        public Duration step() {
            return options.every();
        }

        @Override
        public Map<String, String> resourceAttributes() {
            return resource;
        }

        @Override
        public Map<String, String> headers() {
            Map<String, String> revealed = new HashMap<>();
            options.headers().forEach((name, value) -> revealed.put(name, value.reveal()));
            return revealed;
        }

        @Override
        public AggregationTemporality aggregationTemporality() {
            return AggregationTemporality.CUMULATIVE;
        }

        @Override
        public TimeUnit baseTimeUnit() {
            return TimeUnit.SECONDS;
        }
    }
}
