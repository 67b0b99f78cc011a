package dev.feedwarden.supervisor.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.feedwarden.api.kit.FaultyDisk;
import dev.feedwarden.api.sink.Batch;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

final class CursorsTest {

    private static final Path FOLDER = LogOnDisk.FOLDER.resolve("cursors");

    private final FaultyDisk disk = new FaultyDisk();
    private final UUID journal = UUID.randomUUID();

    @Test
    void move_thatARunnerLeftBehind_doesNotSetTheCursorBack() throws Exception {
        Cursors cursors = open();
        cursors.move("files", stored(1, 20));
        cursors.move("files", stored(1, 10));
        assertThat(cursors.of("files", 0)).isEqualTo(20);

        disk.crash();
        Cursors again = open();
        assertThat(again.of("files", 0)).isEqualTo(20);
        assertThat(again.tallies().get("files").stored().of("deribit", 0)).isEqualTo(20);
    }

    private Cursors open() throws IOException {
        Cursors cursors = new Cursors(disk, FOLDER, Set.of("files"));
        cursors.begin(journal, 0);
        return cursors;
    }

    private static Moved stored(long first, long last) {
        List<Batch.Row> rows = LongStream.rangeClosed(first, last)
                .mapToObj(number -> new Batch.Row(number, Ticks.received("deribit", number)))
                .toList();
        return new Moved(rows, List.of(), last);
    }
}
