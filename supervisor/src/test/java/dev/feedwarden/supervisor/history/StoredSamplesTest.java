package dev.feedwarden.supervisor.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.feedwarden.api.Metric;
import dev.feedwarden.api.Reading;
import dev.feedwarden.api.kit.FaultyDisk;
import dev.feedwarden.api.kit.ManualTimers;
import dev.feedwarden.supervisor.metrics.Meters;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class StoredSamplesTest {

    private static final Instant START = Instant.parse("2026-03-01T10:00:00Z");
    private static final Path FOLDER = Path.of("/data/readings");
    private static final Duration DAY = Duration.ofDays(1);

    private final FaultyDisk disk = new FaultyDisk();
    private final ManualTimers timers = new ManualTimers(START);
    private final KeptSamples writer = KeptSamples.open(
            FOLDER,
            Map.of("case.event", Metric.Kind.EVENT),
            Duration.ofMinutes(1),
            disk,
            timers,
            new Meters(new SimpleMeterRegistry()));
    private final StoredSamples stored = new StoredSamples(FOLDER, disk);

    @Test
    void readings_writerIsOpen_areWhatItHasWrittenAndNothingIsWritten() throws Exception {
        write(Duration.ofMinutes(1));
        disk.on(FaultyDisk.Call.WRITE, FaultyDisk.Fault.inputOutputError());
        disk.on(FaultyDisk.Call.TRUNCATE, FaultyDisk.Fault.inputOutputError());

        assertThat(values()).containsExactly(0.0, 1.0);
        assertThat(disk.calls(FaultyDisk.Call.DELETE)).isZero();
    }

    @Test
    void readings_minutesAndRawFiles_areThoseThatTheWriterGives() throws Exception {
        write(Duration.ofHours(5));

        List<Reading> own = new ArrayList<>();
        writer.readings(START, START.plus(DAY), Set.of("case.event"), own::add);
        assertThat(all()).isEqualTo(own).hasSize(301);
    }

    @Test
    void readings_batchIsHalfWritten_areThoseBeforeIt() throws Exception {
        write(Duration.ofMinutes(1));
        Path file = raw();
        try (var open = disk.open(file)) {
            open.write(ByteBuffer.wrap(new byte[] {0, 0, 0, 40, 1, 2, 3, 4, 1, 0}), open.size());
        }

        assertThat(values()).containsExactly(0.0, 1.0);
    }

    @Test
    void readings_rawFileGoesWhileMinutesAreRead_comeFromTheMinutes() throws Exception {
        write(Duration.ofHours(2));
        List<Reading> seen = new ArrayList<>();

        stored.readings(START, START.plus(DAY), Set.of("case.event"), reading -> {
            seen.add(reading);
            if (seen.size() == 1) {
                pass(Duration.ofHours(4));
            }
        });

        assertThat(seen).extracting(Reading::value).startsWith(0.0, 1.0, 2.0).doesNotHaveDuplicates();
        assertThat(seen).hasSize(361);
    }

    @Test
    void readings_noFolder_areNone() {
        List<Reading> found = new ArrayList<>();
        new StoredSamples(Path.of("/other"), disk).readings(START, START.plus(DAY), Set.of("case.event"), found::add);

        assertThat(found).isEmpty();
    }

    /** One reading now and after each minute, its value the number of the minute. */
    private void write(Duration span) {
        offer();
        pass(span);
    }

    private void pass(Duration span) {
        for (long minute = 0; minute < span.toMinutes(); minute++) {
            timers.advance(Duration.ofMinutes(1));
            offer();
        }
    }

    private void offer() {
        double minute = Duration.between(START, timers.now()).toMinutes();
        writer.offer(List.of(new Reading("case.event", "a", minute, timers.now())));
        try {
            writer.afterwards(() -> true).await(60, TimeUnit.SECONDS);
        } catch (java.util.concurrent.TimeoutException e) {
            throw new AssertionError("the store does not answer", e);
        }
    }

    private Path raw() throws IOException {
        return disk.list(FOLDER).stream()
                .filter(path -> path.getFileName().toString().startsWith("raw-"))
                .findFirst()
                .orElseThrow();
    }

    private List<Double> values() {
        return all().stream().map(Reading::value).toList();
    }

    private List<Reading> all() {
        List<Reading> found = new ArrayList<>();
        stored.readings(START, START.plus(DAY), Set.of("case.event"), found::add);
        return found;
    }
}
