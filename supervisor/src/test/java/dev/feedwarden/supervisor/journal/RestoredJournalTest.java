package dev.feedwarden.supervisor.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.feedwarden.api.Disk;
import dev.feedwarden.api.kit.FaultyDisk;
import dev.feedwarden.api.sink.Batch;
import dev.feedwarden.supervisor.quotes.QuoteReaders;
import io.vertx.core.Future;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A journal that was copied while it was written, and goes on beside the original. */
final class RestoredJournalTest extends SinkStage {

    private final FaultyDisk other = new FaultyDisk();

    @Test
    void renew_copyOfAJournalThatWentOn_givesNoTickANameThatTheOriginalGave() throws Exception {
        Store store = new Store();
        start("a", store, Map.of());
        offer(1, 200);
        eventually("stored", () -> stored("a") == 200);
        store.answer = batch -> Future.failedFuture("gone");
        offer(201, 300);
        String before = journal.status().id();
        copy();
        store.answer = batch -> Future.succeededFuture();
        offer(301, 350);
        eventually("the original stored more", () -> stored("a") == 350);

        assertThat(RestoredJournal.renew(other, LogOnDisk.FOLDER, UUID.randomUUID()))
                .isEqualTo(300);
        FileJournal copied = journals.open(other, OPTIONS, "a", "dead", "lively");
        FileJournal original = journal;
        journal = copied;
        room = new SinkRoom(copied, journals.meters, new SplittableRandom(1), new QuoteReaders(), stores);
        Store again = new Store();
        assertThat(copied.status().accepted()).isEqualTo(300);
        assertThat(copied.status().stored()).containsEntry("a", 200L);
        offer(1_001, 1_050);
        start("a", again, Map.of());
        eventually("the copy stored", () -> stored("a") == 350);

        Map<String, Map<Long, Long>> given = new HashMap<>();
        again.batches.forEach(batch -> batch.rows()
                .forEach(row -> given.computeIfAbsent(batch.journal(), id -> new TreeMap<>())
                        .put(row.sequence(), row.tick().exchangeMicros())));
        String after = copied.status().id();
        assertThat(after).isNotEqualTo(before);
        assertThat(given.keySet()).containsExactlyInAnyOrder(before, after);
        assertThat(given.get(before))
                .containsEntry(201L, 201L)
                .containsEntry(300L, 300L)
                .hasSize(100);
        assertThat(given.get(after))
                .containsEntry(301L, 1_001L)
                .containsEntry(350L, 1_050L)
                .hasSize(50);
        Journals.await(original.close());
    }

    @Test
    void renew_journalThatIsOpenedAgainAndAgain_keepsBothNames() throws Exception {
        offer(1, 10);
        copy();
        RestoredJournal.renew(other, LogOnDisk.FOLDER, UUID.randomUUID());
        RestoredJournal.renew(other, LogOnDisk.FOLDER, UUID.randomUUID());

        FileJournal copied = journals.open(other, OPTIONS, "a");
        assertThat(copied.offer(Ticks.numbered(11))).isTrue();
        Journals.await(copied.close());
        FileJournal again = journals.open(other, OPTIONS, "a");
        assertThat(again.id(10)).isEqualTo(journal.status().id());
        assertThat(again.id(11)).isEqualTo(again.status().id()).isNotEqualTo(again.id(10));
        assertThat(again.completeness().all()).allMatch(DayReport::exact);
        assertThat(again.completeness().all().stream()
                        .mapToLong(DayReport::accepted)
                        .sum())
                .isEqualTo(11);
        assertThat(LogOnDisk.read(other, LogOnDisk.open(other)))
                .extracting(Batch.Row::sequence)
                .isEqualTo(numbers(1, 11));
        Journals.await(again.close());
    }

    @Test
    void standstill_whileTicksCome_segmentsThatAreHeldAreNotDeleted() throws Exception {
        journal.hold();
        for (long first = 1; first < 60_000; first += 500) {
            offer(first, first + 499);
            Journals.await(journal.flush());
        }
        List<Path> held = Journals.await(journal.standstill(() -> FileJournal.files(disk, LogOnDisk.FOLDER)));
        assertThat(held.stream().filter(FileJournal::isSegment).count()).isGreaterThan(1);
        for (String sink : List.of("a", "dead", "lively")) {
            Journals.await(
                    journal.move(sink, new Moved(List.of(), List.of(), 60_000), journals.vertx.getOrCreateContext()));
        }
        Journals.eventually("a count written down", () -> {}, () -> {
            advance(Duration.ofSeconds(1));
            return journal.completeness().covered() == 60_000;
        });
        assertThat(held).allMatch(disk::exists);
        journal.release();
        Journals.eventually("deletion", () -> {}, () -> !held.stream().allMatch(disk::exists));
    }

    private void copy() throws Exception {
        Journals.await(journal.standstill(() -> {
            for (Path path : FileJournal.files(disk, LogOnDisk.FOLDER)) {
                other.createFolders(path.getParent());
                try (Disk.File from = disk.openToRead(path);
                        Disk.File to = other.open(path)) {
                    ByteBuffer bytes = ByteBuffer.allocate((int) from.size());
                    from.read(bytes, 0);
                    to.write(bytes.flip(), 0);
                    to.sync();
                }
            }
            return "";
        }));
    }
}
