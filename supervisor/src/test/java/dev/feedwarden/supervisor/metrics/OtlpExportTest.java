package dev.feedwarden.supervisor.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.feedwarden.api.Secret;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.AggregationTemporality;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The export to a real HTTP server on loopback, which decodes what it is sent. */
class OtlpExportTest {

    private static final Duration NEVER_BY_ITSELF = Duration.ofDays(1);

    private static final Map<String, String> RESOURCE = Map.of("service.name", "feedwarden");

    private final PrometheusMeterRegistry scraped = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final BlockingQueue<Received> received = new LinkedBlockingQueue<>();
    private volatile int answer = 200;
    private volatile CountDownLatch silent = new CountDownLatch(0);
    private HttpServer receiver;

    private record Received(
            String path, @Nullable String type, @Nullable String token, ExportMetricsServiceRequest body) {}

    @BeforeEach
    void listen() throws IOException {
        receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        receiver.createContext("/", this::take);
        receiver.start();
    }

    @AfterEach
    void stop() {
        silent.countDown();
        receiver.stop(0);
    }

    @Test
    void close_everyKindOfMeter_isSentALastTime() throws Exception {
        OtlpExport export = start(NEVER_BY_ITSELF);
        export.meters().counter(Meter.FEED_TICKS, "deribit").increment(7);
        export.meters().gauge(Meter.FEED_LAG, () -> 0.25, "deribit");
        export.meters().timer(Meter.JOURNAL_SYNC).record(Duration.ofMillis(1500));
        export.close();

        Received request = received.poll(60, TimeUnit.SECONDS);
        assertThat(request).isNotNull();
        assertThat(request.path()).isEqualTo("/v1/metrics");
        assertThat(request.type()).isEqualTo("application/x-protobuf");
        assertThat(request.token()).isEqualTo("Bearer geheim");
        ResourceMetrics resource = request.body().getResourceMetrics(0);
        assertThat(labels(resource.getResource().getAttributesList())).containsEntry("service.name", "feedwarden");
        Map<String, Metric> sent = resource.getScopeMetrics(0).getMetricsList().stream()
                .collect(Collectors.toMap(Metric::getName, metric -> metric));

        Metric ticks = sent.get("feedwarden.feed.ticks");
        assertThat(ticks.getDescription()).isEqualTo(Meter.FEED_TICKS.about());
        assertThat(ticks.getSum().getIsMonotonic()).isTrue();
        assertThat(ticks.getSum().getAggregationTemporality())
                .isEqualTo(AggregationTemporality.AGGREGATION_TEMPORALITY_CUMULATIVE);
        assertThat(ticks.getSum().getDataPoints(0).getAsDouble()).isEqualTo(7);
        assertThat(labels(ticks.getSum().getDataPoints(0).getAttributesList()))
                .containsExactly(Map.entry("feed", "deribit"));
        Metric lag = sent.get("feedwarden.feed.lag");
        assertThat(lag.getUnit()).isEqualTo("seconds");
        assertThat(lag.getGauge().getDataPoints(0).getAsDouble()).isEqualTo(0.25);
        Metric sync = sent.get("feedwarden.journal.sync");
        assertThat(sync.getUnit()).isEqualTo("seconds");
        assertThat(sync.getHistogram().getDataPoints(0).getCount()).isEqualTo(1);
        assertThat(sync.getHistogram().getDataPoints(0).getSum()).isEqualTo(1.5);
    }

    @Test
    void start_everySoOften_isSentAgainAndStillScraped() throws Exception {
        try (OtlpExport export = start(Duration.ofMillis(50))) {
            export.meters().counter(Meter.FEED_TICKS, "deribit").increment(7);

            assertThat(received.poll(60, TimeUnit.SECONDS)).isNotNull();
            assertThat(received.poll(60, TimeUnit.SECONDS)).isNotNull();
            assertThat(scraped.scrape()).contains("feedwarden_feed_ticks_total{feed=\"deribit\"} 7.0");
            assertThat(export.meters().total(Meter.FEED_TICKS)).isEqualTo(7);
        }
    }

    @Test
    void gauge_removed_isNeitherScrapedNorExported() throws Exception {
        OtlpExport export = start(NEVER_BY_ITSELF);
        export.meters().gauge(Meter.FEED_STREAMS, () -> 1, "deribit").remove();
        export.close();

        Received request = received.poll(60, TimeUnit.SECONDS);
        assertThat(request).isNotNull();
        assertThat(request.body().toString()).doesNotContain("feedwarden.feed.streams");
        assertThat(scraped.scrape()).doesNotContain("feedwarden_feed_streams");
    }

    @Test
    void receiver_refuses_isCounted() {
        answer = 503;
        OtlpExport export = start(NEVER_BY_ITSELF);
        export.close();

        assertThat(export.meters().value(Meter.METRICS_EXPORTS, "failed")).isEqualTo(1);
        assertThat(export.meters().value(Meter.METRICS_EXPORTS, "done")).isZero();
    }

    @Test
    void receiver_absent_isCountedAndNothingThrown() {
        OtlpExport export = start(NEVER_BY_ITSELF);
        receiver.stop(0);
        export.close();

        assertThat(export.meters().value(Meter.METRICS_EXPORTS, "failed")).isEqualTo(1);
    }

    @Test
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD) // a socket that is read cannot be interrupted
    void receiver_neverAnswers_isGivenUpAndCounted() {
        silent = new CountDownLatch(1);
        OtlpExport export = new OtlpExport(scraped, options(NEVER_BY_ITSELF), RESOURCE, Duration.ofMillis(100));
        export.close();

        assertThat(export.meters().value(Meter.METRICS_EXPORTS, "failed")).isEqualTo(1);
    }

    private OtlpExport start(Duration every) {
        return OtlpExport.start(scraped, options(every), RESOURCE);
    }

    private OtlpOptions options(Duration every) {
        URI url = URI.create("http://127.0.0.1:" + receiver.getAddress().getPort() + "/v1/metrics");
        return new OtlpOptions(url, every, Map.of("Authorization", new Secret("Bearer geheim")));
    }

    private void take(HttpExchange exchange) throws IOException {
        try {
            silent.await();
        } catch (InterruptedException e) {
            throw new IOException("interrupted before it answered", e);
        }
        received.add(new Received(
                exchange.getRequestURI().getPath(),
                exchange.getRequestHeaders().getFirst("Content-Type"),
                exchange.getRequestHeaders().getFirst("Authorization"),
                ExportMetricsServiceRequest.parseFrom(exchange.getRequestBody().readAllBytes())));
        exchange.sendResponseHeaders(answer, -1);
        exchange.close();
    }

    private static Map<String, String> labels(List<KeyValue> attributes) {
        return attributes.stream()
                .collect(Collectors.toMap(
                        KeyValue::getKey, attribute -> attribute.getValue().getStringValue()));
    }
}
