package dev.feedwarden.supervisor.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.feedwarden.api.Disk;
import dev.feedwarden.api.kit.FaultyDisk;
import dev.feedwarden.api.kit.FaultyDisk.Call;
import dev.feedwarden.api.kit.FaultyDisk.Fault;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

final class SegmentLogTest {

    private final FaultyDisk disk = new FaultyDisk();

    @Test
    void open_afterACrash_hasAllThatWasCommittedAndGoesOn() throws Exception {
        SegmentLog log = LogOnDisk.open(disk);
        LogOnDisk.commit(log, 1, 100);
        UUID id = log.id();
        log.append(Ticks.numbered(999));
        disk.crash();

        SegmentLog again = LogOnDisk.open(disk);
        assertThat(again.id()).isEqualTo(id);
        assertThat(again.accepted()).isEqualTo(100);
        LogOnDisk.commit(again, 101, 150);
        assertThat(LogOnDisk.read(disk, again)).isEqualTo(LogOnDisk.rows(1, 150));
    }

    @Test
    void open_withATornTail_keepsTheWholeRecordsBeforeIt() throws Exception {
        LogOnDisk.commit(LogOnDisk.open(disk), 1, 10);
        change(file -> file.truncate(file.size() - 1));

        assertRecovered(9);
    }

    @Test
    void open_withAFlippedBit_keepsTheRecordsBeforeIt() throws Exception {
        LogOnDisk.commit(LogOnDisk.open(disk), 1, 10);
        change(file -> flip(file, file.size() - 3));

        assertRecovered(9);
    }

    @Test
    void open_withATailOfZeros_cutsItOff() throws Exception {
        LogOnDisk.commit(LogOnDisk.open(disk), 1, 10);
        change(file -> file.write(ByteBuffer.allocate(5_000), file.size()));

        assertRecovered(10);
    }

    @Test
    void open_withSoundRecordsOfAnOlderFileBehind_doesNotTakeThem() throws Exception {
        LogOnDisk.commit(LogOnDisk.open(disk), 1, 10);
        change(file -> {
            ByteBuffer stale = ByteBuffer.allocate(Frame.MOST_BYTES);
            Frame.write(4, Ticks.numbered(4), stale);
            file.write(stale.flip(), file.size());
        });

        assertRecovered(10);
    }

    @Test
    void open_whenDamageTookStoredRecords_neverGivesTheirSequencesOutAgain() throws Exception {
        LogOnDisk.commit(LogOnDisk.open(disk), 1, 10);
        change(file -> file.truncate(SegmentHeader.BYTES));

        SegmentLog log = LogOnDisk.open(disk, LogOnDisk.OPTIONS, 8);
        LogOnDisk.commit(log, 9, 12);
        assertThat(LogOnDisk.read(disk, log, 8, new ArrayList<>())).isEqualTo(LogOnDisk.rows(9, 12));
    }

    @Test
    void open_withAHeaderThatCannotBeRead_setsTheFileAside() throws Exception {
        LogOnDisk.commit(LogOnDisk.open(disk), 1, 10);
        LogOnDisk.commit(LogOnDisk.open(disk), 11, 20);
        change(file -> flip(file, 20));

        SegmentLog log = LogOnDisk.open(disk);
        assertThat(log.accepted()).isEqualTo(10);
        assertThat(disk.list(LogOnDisk.FOLDER)).anyMatch(path -> path.toString().endsWith(".damaged"));
    }

    @Test
    void open_withASegmentOfAnotherJournalThatDoesNotGoOn_fails() throws Exception {
        LogOnDisk.commit(LogOnDisk.open(disk), 1, 10);
        Path other = LogOnDisk.FOLDER.resolve(SegmentFiles.name(7));
        try (Disk.File file = disk.open(other)) {
            file.write(new SegmentHeader(UUID.randomUUID(), 10).encoded(), 0);
        }

        assertThatThrownBy(() -> LogOnDisk.open(disk))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("expected a segment of journal");
    }

    @Test
    void commit_whenASyncFails_writesTheGroupToANewSegment() throws Exception {
        SegmentLog log = LogOnDisk.open(disk);
        LogOnDisk.commit(log, 1, 10);
        disk.on(Call.SYNC, Fault.onceAfter(0, Fault.inputOutputError()));
        LogOnDisk.commit(log, 11, 20);

        assertThat(log.abandoned()).isEqualTo(1);
        assertThat(log.segments()).hasSize(2);
        assertThat(LogOnDisk.read(disk, log)).isEqualTo(LogOnDisk.rows(1, 20));
        disk.crash();
        assertThat(LogOnDisk.read(disk, LogOnDisk.open(disk))).isEqualTo(LogOnDisk.rows(1, 20));
    }

    @Test
    void commit_whenAWriteIsTorn_leavesNothingOfItToReaders() throws Exception {
        SegmentLog log = LogOnDisk.open(disk);
        LogOnDisk.commit(log, 1, 10);
        disk.tearNextWrite(50);
        LogOnDisk.commit(log, 11, 20);

        assertThat(LogOnDisk.read(disk, log)).isEqualTo(LogOnDisk.rows(1, 20));
        disk.crash();
        assertThat(LogOnDisk.read(disk, LogOnDisk.open(disk))).isEqualTo(LogOnDisk.rows(1, 20));
    }

    @Test
    void commit_whileEverySyncFails_keepsTheGroupAndAddsNoFiles() throws Exception {
        SegmentLog log = LogOnDisk.open(disk);
        LogOnDisk.commit(log, 1, 10);
        disk.on(Call.SYNC, Fault.inputOutputError());
        for (int i = 0; i < 20; i++) {
            assertThatThrownBy(() -> LogOnDisk.commit(log, 11, 10 + (log.hasGroup() ? 0 : 5)))
                    .isInstanceOf(IOException.class);
        }
        assertThat(log.accepted()).isEqualTo(10);
        assertThat(disk.list(LogOnDisk.FOLDER)).hasSize(1);

        disk.heal();
        log.commit();
        assertThat(LogOnDisk.read(disk, log)).isEqualTo(LogOnDisk.rows(1, 15));
    }

    @Test
    void commit_onAFullDisk_keepsTheGroupUntilThereIsRoom() throws Exception {
        SegmentLog log = LogOnDisk.open(disk);
        LogOnDisk.commit(log, 1, 10);
        disk.capacity(log.bytes() + 30);

        assertThatThrownBy(() -> LogOnDisk.commit(log, 11, 20)).isInstanceOf(NoRoomException.class);
        assertThat(log.accepted()).isEqualTo(10);
        disk.heal();
        log.commit();
        assertThat(LogOnDisk.read(disk, log)).isEqualTo(LogOnDisk.rows(1, 20));
    }

    @Test
    void commit_beyondTheTotalSize_saysWhatIsMissing() throws Exception {
        SegmentLog log = LogOnDisk.open(
                disk, new JournalOptions(LogOnDisk.FOLDER, Duration.ofMillis(100), 2 << 20, 2 << 20, 0, 1_000), 0);

        assertThatThrownBy(() -> LogOnDisk.commit(log, 1, 40_000))
                .isInstanceOf(NoRoomException.class)
                .hasMessageContaining("expected at most 2097152 bytes");
        assertThat(log.bytes()).isLessThanOrEqualTo(2 << 20);
    }

    @Test
    void forget_deletesPassedSegmentsButNeverTheNewest() throws Exception {
        SegmentLog log = LogOnDisk.open(disk);
        LogOnDisk.commit(log, 1, 60_000);
        int all = log.segments().size();
        assertThat(all).isGreaterThan(2);

        log.forget(log.segments().get(1).extent().last() - 1);
        assertThat(log.segments()).hasSize(all - 1);
        assertThat(LogOnDisk.read(disk, log)).isEqualTo(LogOnDisk.rows(log.start() + 1, 60_000));

        log.forget(60_000);
        assertThat(log.segments()).hasSize(1);
        assertThat(disk.list(LogOnDisk.FOLDER)).hasSize(1);
        assertThat(LogOnDisk.open(disk).accepted()).isEqualTo(60_000);
    }

    @Test
    void read_overADamagedRecord_reportsItAndGoesOn() throws Exception {
        SegmentLog log = LogOnDisk.open(disk);
        LogOnDisk.commit(log, 1, 10);
        long middle = log.segments().get(0).extent().end() / 2;
        LogOnDisk.commit(LogOnDisk.open(disk), 11, 20);
        changeOldest(file -> flip(file, middle));

        List<String> lost = new ArrayList<>();
        SegmentLog again = LogOnDisk.open(disk);
        var rows = LogOnDisk.read(disk, again, 0, lost);
        assertThat(lost).hasSize(1);
        long gone = Long.parseLong(lost.get(0).split("-", -1)[0]);
        assertThat(lost).containsExactly(gone + "-" + gone);
        assertThat(rows).hasSize(19).noneMatch(row -> row.sequence() == gone);
    }

    @Test
    void read_overADamagedLength_reportsTheRestOfTheSegment() throws Exception {
        SegmentLog log = LogOnDisk.open(disk);
        LogOnDisk.commit(log, 1, 10);
        LogOnDisk.commit(LogOnDisk.open(disk), 11, 20);
        changeOldest(file -> file.write(ByteBuffer.allocate(4), SegmentHeader.BYTES));

        List<String> lost = new ArrayList<>();
        var rows = LogOnDisk.read(disk, LogOnDisk.open(disk), 0, lost);
        assertThat(lost).containsExactly("1-10");
        assertThat(rows).isEqualTo(LogOnDisk.rows(11, 20));
    }

    private void assertRecovered(long last) throws IOException {
        SegmentLog log = LogOnDisk.open(disk);
        assertThat(log.accepted()).isEqualTo(last);
        LogOnDisk.commit(log, last + 1, 20);
        assertThat(LogOnDisk.read(disk, log)).isEqualTo(LogOnDisk.rows(1, 20));
        assertThat(LogOnDisk.read(disk, LogOnDisk.open(disk))).isEqualTo(LogOnDisk.rows(1, 20));
    }

    private interface Change {
        void apply(Disk.File file) throws IOException;
    }

    private void change(Change change) throws IOException {
        List<Path> files = disk.list(LogOnDisk.FOLDER);
        change(files.get(files.size() - 1), change);
    }

    private void changeOldest(Change change) throws IOException {
        change(disk.list(LogOnDisk.FOLDER).get(0), change);
    }

    private void change(Path path, Change change) throws IOException {
        try (Disk.File file = disk.open(path)) {
            change.apply(file);
            file.sync();
        }
    }

    private static void flip(Disk.File file, long at) throws IOException {
        ByteBuffer one = ByteBuffer.allocate(1);
        file.read(one, at);
        one.put(0, (byte) (one.get(0) ^ 4)).rewind();
        file.write(one, at);
    }
}
