package dev.feedwarden.supervisor.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.feedwarden.api.Metric;
import dev.feedwarden.api.Reading;
import dev.feedwarden.api.kit.FaultyDisk;
import dev.feedwarden.api.kit.ManualTimers;
import dev.feedwarden.supervisor.metrics.Meter;
import dev.feedwarden.supervisor.metrics.Meters;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class KeptSamplesTest {

    private static final Instant START = Instant.parse("2026-03-01T10:00:00Z");
    private static final Path FOLDER = Path.of("/data/readings");
    private static final Map<String, Metric.Kind> KINDS = Map.of(
            "case.event", Metric.Kind.EVENT, "case.gauge", Metric.Kind.GAUGE, "case.counter", Metric.Kind.COUNTER);

    private final FaultyDisk disk = new FaultyDisk();
    private final ManualTimers timers = new ManualTimers(START);
    private final Meters meters = new Meters(new SimpleMeterRegistry());
    private KeptSamples samples = open(Duration.ofHours(2));

    @Test
    void readings_ofOneBatch_comeBackInTheOrderOfTheirTimes() throws Exception {
        offer(reading("case.gauge", 2, 20), reading("case.event", 1, 5), reading("case.other", 1, 1));
        offer(reading("case.gauge", 3, Double.NaN), reading("case.gauge", 1.5, 1));

        assertThat(all("case.gauge", "case.event"))
                .containsExactly(
                        "case.event 1.0 5.0", "case.gauge 1.5 1.0", "case.gauge 2.0 20.0", "case.gauge 3.0 NaN");
        assertThat(all("case.event")).containsExactly("case.event 1.0 5.0");
    }

    @Test
    void readings_processGoneWithoutClosing_areThoseThatWereSynced() throws Exception {
        offer(reading("case.gauge", 1, 1));
        disk.crash();
        samples = open(Duration.ofHours(2));
        timers.advance(Duration.ofSeconds(5));
        offer(reading("case.gauge", 5, 2));

        assertThat(all("case.gauge")).containsExactly("case.gauge 1.0 1.0", "case.gauge 5.0 2.0");
    }

    @Test
    void readings_rawIsGone_areMinutes() throws Exception {
        samples = open(Duration.ofMinutes(1));
        for (int second = 0; second < 4 * 3600; second += 10) {
            timers.advance(Duration.ofSeconds(10));
            offer(
                    reading("case.event", second, 2),
                    reading("case.counter", second, second),
                    reading("case.gauge", second, second % 60 == 30 ? 9 : second % 60 == 40 ? 1 : 5));
        }

        assertThat(disk.list(FOLDER))
                .extracting(path -> path.getFileName().toString().replaceAll("-.*", ""))
                .containsExactly("minutes", "raw");
        assertThat(all("case.event")).startsWith("case.event 50.0 12.0", "case.event 110.0 12.0");
        assertThat(all("case.counter")).startsWith("case.counter 50.0 50.0", "case.counter 110.0 110.0");
        assertThat(all("case.gauge")).startsWith("case.gauge 30.0 9.0", "case.gauge 40.0 1.0", "case.gauge 50.0 5.0");
        assertThat(sum("case.event")).isEqualTo(2 * 4 * 360);
    }

    @Test
    void readings_crashWithinAMinute_makesThatMinuteFromTheRawFiles() throws Exception {
        offer(reading("case.event", 1, 3));
        disk.crash();
        samples = open(Duration.ofMinutes(1));
        for (int hour = 1; hour < 4; hour++) {
            timers.advance(Duration.ofHours(1));
            offer(reading("case.event", 3600 * hour, 1));
        }

        assertThat(all("case.event")).first().isEqualTo("case.event 1.0 3.0");
        assertThat(sum("case.event")).isEqualTo(6);
    }

    @Test
    void recall_seriesThatFellSilent_beginsWithItsNewestReading() throws Exception {
        samples = open(Duration.ofMinutes(1));
        offer(reading("case.gauge", 1, 3), reading("case.event", 2, 1));
        for (int hour = 1; hour < 6; hour++) {
            timers.advance(Duration.ofHours(1));
            offer(reading("case.event", 3600 * hour, hour));
        }
        samples = open(Duration.ofMinutes(1));

        List<String> recalled = new ArrayList<>();
        samples.recall(metric -> START.plusSeconds(5 * 3600), reading -> recalled.add(text(reading)));
        assertThat(recalled).containsExactly("case.gauge 1.0 3.0", "case.event 14400.0 4.0", "case.event 18000.0 5.0");
    }

    @Test
    void offer_diskFails_isCountedAndTheNextBatchGoesIntoANewFile() throws Exception {
        offer(reading("case.gauge", 1, 1));
        disk.on(FaultyDisk.Call.SYNC, FaultyDisk.Fault.onceAfter(0, FaultyDisk.Fault.inputOutputError()));
        offer(reading("case.gauge", 2, 2));
        timers.advance(Duration.ofSeconds(1));
        offer(reading("case.gauge", 3, 3));

        assertThat(all("case.gauge")).contains("case.gauge 1.0 1.0", "case.gauge 3.0 3.0");
        assertThat(meters.total(Meter.SAMPLES_FAILURES)).isEqualTo(1);
        assertThat(meters.total(Meter.SAMPLES_DROPPED)).isZero();
    }

    private KeptSamples open(Duration rawFor) {
        return KeptSamples.open(FOLDER, KINDS, rawFor, disk, timers, meters);
    }

    private void offer(Reading... readings) throws Exception {
        samples.offer(List.of(readings));
        samples.afterwards(() -> true).toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
    }

    private List<String> all(String... metrics) {
        List<String> found = new ArrayList<>();
        samples.readings(START, START.plus(Duration.ofDays(1)), Set.of(metrics), reading -> found.add(text(reading)));
        return found;
    }

    private double sum(String metric) {
        double[] sum = {0};
        samples.readings(START, START.plus(Duration.ofDays(1)), Set.of(metric), reading -> sum[0] += reading.value());
        return sum[0];
    }

    private static Reading reading(String metric, double seconds, double value) {
        return new Reading(metric, "a", value, START.plusMillis(Math.round(seconds * 1000)));
    }

    private static String text(Reading reading) {
        return reading.metric() + " " + Duration.between(START, reading.time()).toMillis() / 1000.0 + " "
                + reading.value();
    }
}
