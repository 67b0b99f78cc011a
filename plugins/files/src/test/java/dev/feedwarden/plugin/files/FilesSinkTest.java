package dev.feedwarden.plugin.files;

import static org.assertj.core.api.Assertions.assertThat;

import dev.feedwarden.api.Disk;
import dev.feedwarden.api.Provider;
import dev.feedwarden.api.Timers;
import dev.feedwarden.api.kit.FaultyDisk;
import dev.feedwarden.api.kit.ManualTimers;
import dev.feedwarden.api.kit.SinkContract;
import dev.feedwarden.api.kit.TestContext;
import dev.feedwarden.api.sink.Batch;
import dev.feedwarden.api.sink.Sink;
import dev.feedwarden.api.tick.QuoteBuilder;
import io.vertx.core.Future;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class FilesSinkTest extends SinkContract {

    private final FaultyDisk disk = new FaultyDisk();
    private final ManualTimers timers = new ManualTimers(Instant.parse("2026-01-02T03:04:05Z"));

    @Override
    protected Provider<? super TestContext, Sink> provider() {
        return new FilesSinkProvider();
    }

    @Override
    protected List<Map<String, ?>> unusable() {
        return List.of(Map.of("open_files", 0), Map.of("open_files", 10_001), Map.of("folder", "no\0path"));
    }

    @Override
    protected Disk disk() {
        return disk;
    }

    @Override
    protected Timers timers() {
        return timers;
    }

    @Override
    protected List<Long> stored() throws Exception {
        return Files.rows(disk, context().folder()).stream()
                .map(Batch.Row::sequence)
                .toList();
    }

    @Test
    void close_givesFilesTheirFinalNames() throws Exception {
        Sink sink = create();
        write(sink, 1);
        assertThat(names()).containsExactly("ETH-1.03.kit-jour.pb.part");

        context().onLoop(sink::close);
        assertThat(names()).containsExactly("ETH-1.03.kit-jour.pb");
    }

    @Test
    void hour_whenItIsOver_givesFilesTheirFinalNames() throws Exception {
        Sink sink = create();
        write(sink, 1);
        timers.advance(Duration.ofMinutes(57));
        // What is written next waits behind the finishing that the timer has begun.
        write(sink, 2);
        assertThat(names()).containsExactly("ETH-1.03.kit-jour.pb", "ETH-1.04.kit-jour.pb.part");
        context().onLoop(sink::close);
    }

    @Test
    void takenOver_finishesNoFileAnyMore() throws Exception {
        Sink sink = create();
        write(sink, 1);
        context().onLoop(() -> {
            sink.takenOver();
            return Future.succeededFuture();
        });
        timers.advance(Duration.ofMinutes(57));
        context().onLoop(sink::close);

        assertThat(names()).containsExactly("ETH-1.03.kit-jour.pb.part");
        assertThat(timers.pending()).isZero();
    }

    @Test
    void folder_whenItIsConfigured_holdsTheFiles() throws Exception {
        Sink sink = create(Map.of("folder", "archive"));
        write(sink, 1);
        context().onLoop(sink::close);

        assertThat(Files.below(disk, context().folder().resolve("archive"))).hasSize(1);
    }

    private void write(Sink sink, long sequence) throws Exception {
        Instant now = timers.now();
        long micros = now.getEpochSecond() * 1_000_000;
        var row = new Batch.Row(sequence, new QuoteBuilder("kit-feed", "ETH-1", micros, micros).build());
        context().onLoop(() -> sink.write(new Batch("kit-journal", List.of(row))));
    }

    private List<String> names() throws Exception {
        return Files.below(disk, context().folder()).stream()
                .map(Path::getFileName)
                .map(Path::toString)
                .toList();
    }
}
