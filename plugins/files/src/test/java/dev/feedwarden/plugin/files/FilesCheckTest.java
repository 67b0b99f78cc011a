package dev.feedwarden.plugin.files;

import static org.assertj.core.api.Assertions.assertThat;

import dev.feedwarden.api.Disk;
import dev.feedwarden.api.Provider;
import dev.feedwarden.api.Reading;
import dev.feedwarden.api.Timers;
import dev.feedwarden.api.check.HealthCheck;
import dev.feedwarden.api.kit.FaultyDisk;
import dev.feedwarden.api.kit.HealthCheckContract;
import dev.feedwarden.api.kit.ManualTimers;
import dev.feedwarden.api.kit.TestContext;
import dev.feedwarden.api.sink.Batch;
import dev.feedwarden.api.tick.QuoteBuilder;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

final class FilesCheckTest extends HealthCheckContract {

    private final FaultyDisk disk = new FaultyDisk();
    private final ManualTimers timers = new ManualTimers(Instant.parse("2026-01-02T23:58:00Z"));

    @Override
    protected Provider<? super TestContext, HealthCheck> provider() {
        return new FilesCheckProvider();
    }

    @Override
    protected Map<String, ?> unreachable() {
        return Map.of("folder", "/nowhere/at/all");
    }

    @Override
    protected List<Map<String, ?>> unusable() {
        return List.of(Map.of("sink", "../other"), Map.of("folder", "no\0path"));
    }

    @Override
    protected Disk disk() {
        return disk;
    }

    @Override
    protected Timers timers() {
        return timers;
    }

    @Test
    void check_withoutFiles_tellsOfTheDiskOnly() throws Exception {
        disk.capacity(1_000);

        assertThat(readings(create()))
                .isEqualTo(Map.of("files.recent", 0.0, "files.disk_left", 1_000.0, "files.disk_share", 1.0));
    }

    @Test
    void check_filesOfTheSink_tellsHowOldTheNewestIsAndHowManyAreRecent() throws Exception {
        HealthCheck check = create();
        disk.clock(timers::now);
        Parts parts = new Parts(disk, sink(), 10);
        write(parts, 1, "ETH-1");
        timers.advance(Duration.ofMinutes(4));
        write(parts, 2, "ETH-2");
        timers.advance(Duration.ofSeconds(30));

        assertThat(readings(check)).containsEntry("files.newest_age", 30.0).containsEntry("files.recent", 2.0);
        timers.advance(Duration.ofMinutes(1));
        assertThat(readings(check)).containsEntry("files.newest_age", 90.0).containsEntry("files.recent", 1.0);
        parts.finishAll();
        assertThat(readings(check)).containsEntry("files.recent", 1.0);
    }

    @Test
    void check_whileTheSinkWrites_doesNotWaitForIt() throws Exception {
        HealthCheck check = create();
        CountDownLatch written = new CountDownLatch(1);
        context().getOnLoop(() -> context().vertx().executeBlocking(() -> written.await(60, TimeUnit.SECONDS), true));
        try {
            assertThat(readings(check)).containsKey("files.recent");
        } finally {
            written.countDown();
        }
    }

    private Path sink() {
        return context().folder().resolveSibling("files");
    }

    private void write(Parts parts, long sequence, String instrument) throws Exception {
        long micros = timers.now().getEpochSecond() * 1_000_000;
        var row = new Batch.Row(sequence, new QuoteBuilder("feed", instrument, micros, micros).build());
        parts.write(new Batch("journal", List.of(row)));
    }

    private Map<String, Double> readings(HealthCheck check) throws Exception {
        return context().onLoop(check::check).stream().collect(Collectors.toMap(Reading::metric, Reading::value));
    }
}
