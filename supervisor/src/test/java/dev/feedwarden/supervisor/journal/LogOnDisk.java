package dev.feedwarden.supervisor.journal;

import dev.feedwarden.api.Disk;
import dev.feedwarden.api.sink.Batch;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** A segment log on some disk, opened as the journal opens it. */
final class LogOnDisk {

    static final Path FOLDER = Path.of("data", "journal");
    static final JournalOptions OPTIONS =
            new JournalOptions(FOLDER, Duration.ofMillis(100), 2 << 20, 1L << 40, 0, 1_000);

    private LogOnDisk() {}

    static SegmentLog open(Disk disk) throws IOException {
        return open(disk, OPTIONS, 0);
    }

    static SegmentLog open(Disk disk, JournalOptions options, long stored) throws IOException {
        return new SegmentLog(
                disk, options, new Recovery(disk, options.folder()).run(UUID.randomUUID(), journal -> stored));
    }

    /** Appends the ticks numbered so and commits them together. */
    static void commit(SegmentLog log, long first, long last) throws IOException {
        for (long number = first; number <= last; number++) {
            log.append(Ticks.numbered(number));
            if (!log.hasRoom()) {
                log.commit();
            }
        }
        log.commit();
    }

    /** All that can be read after a sequence; {@code lost} gets the ranges that cannot. */
    static List<Batch.Row> read(Disk disk, SegmentLog log, long after, List<String> lost) throws IOException {
        List<Batch.Row> rows = new ArrayList<>();
        try (SegmentReader reader =
                new SegmentReader(disk, log, after, (first, last) -> lost.add(first + "-" + last))) {
            long upTo = after;
            while (upTo < log.accepted()) {
                SegmentReader.Slice slice = reader.read(1_000, feed -> true);
                rows.addAll(slice.rows());
                upTo = slice.upTo();
            }
        }
        return rows;
    }

    static List<Batch.Row> read(Disk disk, SegmentLog log) throws IOException {
        return read(disk, log, log.start(), new ArrayList<>());
    }

    /** Rows whose tick has the number of their sequence. */
    static List<Batch.Row> rows(long first, long last) {
        List<Batch.Row> rows = new ArrayList<>();
        for (long number = first; number <= last; number++) {
            rows.add(new Batch.Row(number, Ticks.numbered(number)));
        }
        return rows;
    }
}
