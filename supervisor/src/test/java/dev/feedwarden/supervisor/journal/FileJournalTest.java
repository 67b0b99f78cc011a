package dev.feedwarden.supervisor.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.feedwarden.api.Disk;
import dev.feedwarden.api.event.Event;
import dev.feedwarden.api.event.FaultKind;
import dev.feedwarden.api.kit.FaultyDisk;
import dev.feedwarden.api.kit.FaultyDisk.Call;
import dev.feedwarden.api.sink.Batch;
import dev.feedwarden.api.tick.QuoteBuilder;
import dev.feedwarden.api.tick.Tick;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class FileJournalTest {

    private static final JournalOptions OPTIONS =
            new JournalOptions(LogOnDisk.FOLDER, Duration.ofMillis(5), 2 << 20, 1L << 40, 0, 1_000);

    private final FaultyDisk disk = new FaultyDisk();
    private final Journals journals = new Journals();

    @AfterEach
    void close() throws Exception {
        journals.close();
    }

    @Test
    void offer_onceItIsSynced_isAcceptedAndOutlivesACrash() throws Exception {
        FileJournal journal = journals.open(disk, OPTIONS);
        offer(journal, 1, 300);
        assertThat(Journals.await(journal.flush())).isEqualTo(300);
        disk.crash();

        FileJournal again = journals.open(disk, OPTIONS);
        assertThat(again.status().accepted()).isEqualTo(300);
        assertThat(again.status().id()).isEqualTo(journal.status().id());
        offer(again, 301, 310);
        Journals.await(again.close());
        assertThat(stored()).isEqualTo(LogOnDisk.rows(1, 310));
    }

    @Test
    void completeness_afterACrash_hasEveryAcceptedTickAndTheTimeInBetween() throws Exception {
        FileJournal journal = journals.open(disk, OPTIONS);
        journal.completeness().watch(Set.of("deribit"));
        offer(journal, 1, 300);
        Journals.await(journal.flush());
        Journals.eventually(
                "a first count written down",
                () -> {},
                () -> journal.completeness().covered() > 0);
        offer(journal, 301, 310);
        Journals.await(journal.flush());
        disk.crash();

        FileJournal again = journals.open(disk, OPTIONS);
        again.completeness().watch(Set.of("deribit"));
        List<DayReport> days = again.completeness().all();
        assertThat(days.stream().mapToLong(DayReport::accepted).sum()).isEqualTo(310);
        assertThat(days).allMatch(DayReport::exact);
        DayReport today = days.get(days.size() - 1);
        assertThat(today.gaps()).extracting(Gap::reason).contains("starting");
        assertThat(today.gaps()).filteredOn(gap -> gap.to() == null).hasSize(1);
        Journals.await(again.close());
    }

    @Test
    void completeness_refusedTicks_areAGapWithTheirNumber() throws Exception {
        FileJournal journal = journals.open(disk, OPTIONS);
        journal.completeness().watch(Set.of("deribit"));
        for (int i = 0; i < 3; i++) {
            journal.offer(new QuoteBuilder("deribit", "x".repeat(2_000), 1, 1).build());
        }
        List<DayReport> days = journal.completeness().recent();
        assertThat(days.get(days.size() - 1).gaps())
                .filteredOn(gap -> gap.reason().equals("too-long"))
                .singleElement()
                .satisfies(gap -> assertThat(gap.ticks()).isEqualTo(3));
        Journals.await(journal.close());
    }

    @Test
    void offer_withoutAFlush_isAcceptedWithinTheSyncInterval() throws Exception {
        FileJournal journal = journals.open(disk, OPTIONS);
        offer(journal, 1, 3);
        Journals.eventually("acceptance", () -> {}, () -> journal.status().accepted() == 3);
        Journals.await(journal.close());
    }

    @Test
    void offer_fromManyThreads_keepsTheOrderOfEach() throws Exception {
        FileJournal journal = journals.open(disk, OPTIONS);
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            String feed = "feed-" + i;
            Thread thread = new Thread(() -> {
                for (long number = 1; number <= 3_000; number++) {
                    while (!journal.offer(Ticks.of(feed, number))) {
                        Thread.onSpinWait();
                    }
                }
            });
            thread.start();
            threads.add(thread);
        }
        for (Thread thread : threads) {
            thread.join();
        }
        Journals.await(journal.close());

        Map<String, List<Long>> numbers = stored().stream()
                .map(Batch.Row::tick)
                .collect(Collectors.groupingBy(
                        Tick::feed, Collectors.mapping(Tick::exchangeMicros, Collectors.toList())));
        assertThat(numbers).hasSize(4);
        assertThat(numbers.values())
                .allSatisfy(each -> assertThat(each).hasSize(3_000).isSorted());
    }

    @Test
    void offer_whenTheQueueIsFull_isRefusedAndWrittenDownAsAGap() throws Exception {
        CountDownLatch stuck = new CountDownLatch(1);
        FileJournal journal = journals.open(disk, OPTIONS);
        disk.on(Call.SYNC, path -> waitFor(stuck));
        long taken = 0;
        while (journal.offer(Ticks.numbered(taken + 1))) {
            taken++;
        }
        assertThat(journal.status().refused()).isEqualTo(1);
        assertThat(taken).isGreaterThanOrEqualTo(1_000);
        disk.heal();
        stuck.countDown();
        Journals.await(journal.close());

        assertThat(stored()).isEqualTo(LogOnDisk.rows(1, taken));
        assertThat(gaps()).contains("\"feed\":\"deribit\"", "\"reason\":\"queue-full\"", "\"ticks\":1");
        assertThat(journals.facts)
                .anyMatch(fact -> fact instanceof Event.Faulted faulted
                        && faulted.kind() == FaultKind.GAP
                        && faulted.source().equals("deribit"));
    }

    @Test
    void offer_onAFullDisk_isRefusedUntilThereIsRoomAgain() throws Exception {
        FileJournal journal = journals.open(disk, OPTIONS);
        offer(journal, 1, 10);
        Journals.await(journal.flush());
        leave(10);
        journal.offer(Ticks.numbered(11));
        Journals.eventually("refusal", () -> {}, () -> !journal.accepting());
        assertThat(journal.offer(Ticks.numbered(999))).isFalse();
        assertThat(journal.status().refused()).isEqualTo(1);

        disk.heal();
        Journals.eventually("room", () -> {}, journal::accepting);
        offer(journal, 12, 20);
        Journals.await(journal.close());
        assertThat(stored()).isEqualTo(LogOnDisk.rows(1, 20));
        assertThat(gaps()).contains("\"reason\":\"disk-full\"");
        assertThat(journals.facts)
                .anyMatch(fact -> fact instanceof Event.Faulted faulted && faulted.kind() == FaultKind.STORAGE);
    }

    @Test
    void observe_ticksOnceTheyAreAccepted_inOrderAndNeverBefore() throws Exception {
        FileJournal journal = journals.open(disk, OPTIONS);
        List<Tick> seen = new CopyOnWriteArrayList<>();
        journal.observe(seen::addAll);
        offer(journal, 1, 3);
        Journals.await(journal.flush());
        assertThat(seen).containsExactly(Ticks.numbered(1), Ticks.numbered(2), Ticks.numbered(3));

        leave(10);
        journal.offer(Ticks.numbered(4));
        Journals.eventually("refusal", () -> {}, () -> !journal.accepting());
        assertThat(seen).hasSize(3);

        disk.heal();
        Journals.eventually("acceptance", () -> {}, () -> seen.size() == 4);
        assertThat(seen).endsWith(Ticks.numbered(4));
        Journals.await(journal.close());
    }

    @Test
    void offer_ofATickThatIsTooLong_isRefused() throws Exception {
        FileJournal journal = journals.open(disk, OPTIONS);
        assertThat(journal.offer(new QuoteBuilder("deribit", "x".repeat(2_000), 1, 1).build()))
                .isFalse();
        Journals.await(journal.close());
        assertThat(gaps()).contains("\"reason\":\"too-long\"");
    }

    @Test
    void close_whileNothingCanBeWritten_failsAndWritesDownWhatIsMissing() throws Exception {
        FileJournal journal = journals.open(disk, OPTIONS);
        disk.on(Call.SYNC, path -> {
            if (path.toString().contains(".segment")) {
                throw new FileSystemException(path.toString(), null, "Input/output error");
            }
        });
        offer(journal, 1, 5);

        assertThatThrownBy(() -> Journals.await(journal.close())).hasRootCauseInstanceOf(IOException.class);
        assertThat(journal.offer(Ticks.numbered(6))).isFalse();
        assertThat(gaps()).contains("\"reason\":\"write-failed\"", "\"ticks\":5");
        disk.heal();
        assertThat(LogOnDisk.open(disk).accepted()).isZero();
    }

    @Test
    void open_withoutASinkThatWasThere_keepsNothingForItAnyLonger() throws Exception {
        FileJournal journal = journals.open(disk, OPTIONS, "fast", "gone");
        for (long first = 1; first < 60_000; first += 500) {
            offer(journal, first, first + 499);
            Journals.await(journal.flush());
        }
        Journals.await(
                journal.move("fast", new Moved(List.of(), List.of(), 60_000), journals.vertx.getOrCreateContext()));
        assertThat(journal.status().stored()).containsEntry("gone", 0L).containsEntry("fast", 60_000L);
        assertThat(journal.status().backlog()).isEqualTo(60_000);
        assertThat(journal.oldestSeconds()).isPositive();
        Journals.await(journal.close());
        assertThat(segments()).isGreaterThan(1);

        FileJournal again = journals.open(disk, OPTIONS, "fast");
        assertThat(again.status().stored()).containsOnly(Map.entry("fast", 60_000L));
        Journals.eventually("deletion", () -> {}, () -> segments() == 1);
        Journals.await(again.close());
        assertThat(journals.open(disk, OPTIONS, "fast", "new").status().stored())
                .containsEntry("fast", 60_000L);
    }

    private static void offer(FileJournal journal, long first, long last) {
        for (long number = first; number <= last; number++) {
            assertThat(journal.offer(Ticks.numbered(number))).isTrue();
        }
    }

    /** Leaves room for so many bytes. */
    private void leave(long bytes) {
        disk.capacity(1L << 30);
        disk.capacity((1L << 30) - disk.usableBytes(LogOnDisk.FOLDER) + bytes);
    }

    private List<Batch.Row> stored() throws IOException {
        return LogOnDisk.read(disk, LogOnDisk.open(disk));
    }

    private long segments() {
        return disk.list(LogOnDisk.FOLDER).stream()
                .filter(SegmentFiles::isSegment)
                .count();
    }

    private String gaps() throws IOException {
        Path path = LogOnDisk.FOLDER.resolve("gaps.jsonl");
        try (Disk.File file = disk.open(path)) {
            ByteBuffer bytes = ByteBuffer.allocate((int) file.size());
            file.read(bytes, 0);
            return new String(bytes.array(), StandardCharsets.UTF_8);
        }
    }

    private static void waitFor(CountDownLatch latch) throws IOException {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }
}
