package dev.feedwarden.supervisor.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.feedwarden.api.Disk;
import dev.feedwarden.api.Settings;
import dev.feedwarden.api.kit.FaultyDisk;
import dev.feedwarden.api.kit.ManualTimers;
import dev.feedwarden.supervisor.plugin.Entry;
import dev.feedwarden.supervisor.plugin.Kind;
import dev.feedwarden.supervisor.plugin.Running;
import dev.feedwarden.supervisor.quotes.QuoteReaders;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A journal, a room for sinks and virtual time. */
abstract class SinkStage {

    static final JournalOptions OPTIONS =
            new JournalOptions(LogOnDisk.FOLDER, Duration.ofMillis(2), 2 << 20, 1L << 40, 0, 60_000);

    static final Path DATA = Path.of("data");

    final FaultyDisk disk = new FaultyDisk();
    final Journals journals = new Journals();
    final ManualTimers time = new ManualTimers(Instant.parse("2026-01-02T03:04:05Z"));
    final TestSite site = new TestSite("store", journals.vertx, time, disk);
    FileJournal journal;
    SinkStores stores;
    SinkRoom room;

    @BeforeEach
    void open() throws Exception {
        reopen();
    }

    @AfterEach
    void close() throws Exception {
        Journals.await(journal.close());
        journals.close();
    }

    void reopen() throws IOException {
        journal = journals.open(disk, OPTIONS, "a", "dead", "lively");
        stores = new SinkStores(disk, DATA);
        room = new SinkRoom(journal, journals.meters, new SplittableRandom(1), new QuoteReaders(), stores);
    }

    Running start(String id, Store store, Map<String, ?> settings) throws Exception {
        return start(id, store, settings, site);
    }

    Running start(String id, Store store, Map<String, ?> settings, TestSite on) throws Exception {
        Entry entry = new Entry(Kind.SINK, id, store.type(), Settings.of("sinks." + id, settings));
        return on.context.onLoop(() -> room.start(entry, store, on));
    }

    void offer(long first, long last) {
        for (long number = first; number <= last; number++) {
            assertThat(journal.offer(Ticks.numbered(number))).isTrue();
        }
    }

    /** Offers ticks and waits until all are accepted: else time would pass before some are, and batches be smaller. */
    void accept(long first, long last) throws Exception {
        offer(first, last);
        Journals.await(journal.flush());
    }

    long stored(String sink) {
        return journal.status().stored().getOrDefault(sink, 0L);
    }

    /** Lets time pass in steps, and the loop do its work after each, until something has come about. */
    void eventually(String what, BooleanSupplier condition) {
        Journals.eventually(what, () -> advance(Duration.ofMillis(100)), condition);
    }

    /** Timers fire on the sinks' event loop, as they do outside of tests. */
    void advance(Duration by) {
        try {
            site.context.getOnLoop(() -> {
                time.advance(by);
                return "";
            });
            site.context.getOnLoop(() -> "");
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    static List<Long> numbers(long first, long last) {
        return LongStream.rangeClosed(first, last).boxed().toList();
    }

    List<String> quarantine(String sink) throws IOException {
        Path path = LogOnDisk.FOLDER.resolve("quarantine").resolve(sink + ".jsonl");
        try (Disk.File file = disk.open(path)) {
            ByteBuffer bytes = ByteBuffer.allocate((int) file.size());
            file.read(bytes, 0);
            return new String(bytes.array(), StandardCharsets.UTF_8).lines().toList();
        }
    }
}
