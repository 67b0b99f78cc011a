package dev.feedwarden.plugin.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.feedwarden.api.Disk;
import dev.feedwarden.api.kit.FaultyDisk;
import dev.feedwarden.api.kit.FaultyDisk.Call;
import dev.feedwarden.api.kit.FaultyDisk.Fault;
import dev.feedwarden.api.sink.Batch;
import dev.feedwarden.api.tick.QuoteBuilder;
import dev.feedwarden.api.tick.Tick;
import dev.feedwarden.api.tick.Trade;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PartsTest {

    private static final Path FOLDER = Path.of("data", "files");
    private static final String JOURNAL = UUID.randomUUID().toString();
    /** What a row of {@link #rows} takes in a file. */
    private static final int ROW_BYTES = 32;

    private static final long START = 1_767_323_045L;

    private final FaultyDisk disk = new FaultyDisk();

    @Test
    void write_ofEveryField_canBeReadBack() throws Exception {
        Tick quote = new QuoteBuilder("deribit", "ETH-1", 5, START * 1_000_000)
                .bid(1)
                .ask(2)
                .bidSize(3)
                .askSize(4)
                .last(5)
                .mark(6)
                .bidIv(7)
                .askIv(8)
                .markIv(9)
                .underlying(10)
                .index(11)
                .openInterest(12)
                .delta(-13)
                .gamma(14)
                .vega(15)
                .theta(-16)
                .rho(17)
                .build();
        Tick empty = new QuoteBuilder("deribit", "ETH-1", 5, START * 1_000_000).build();
        Tick trade = new Trade("deribit", "ETH-1", 5, START * 1_000_000, "t", 1.5, Double.NaN, Trade.Side.SELL);
        List<Batch.Row> rows = List.of(new Batch.Row(1, quote), new Batch.Row(2, empty), new Batch.Row(3, trade));

        parts().write(new Batch(JOURNAL, rows));
        assertThat(Files.rows(disk, FOLDER)).isEqualTo(rows);
    }

    @Test
    void write_afterACrash_cutsTheTornTailOffAndStoresEachRowOnce() throws Exception {
        parts().write(batch(1, 20));
        Path torn = Files.below(disk, FOLDER).get(0);
        try (Disk.File file = disk.open(torn)) {
            file.truncate(file.size() - 2);
            file.sync();
        }

        parts().write(batch(15, 30));
        assertStored(30);
    }

    @Test
    void write_overATailOfZeros_storesEachRowOnce() throws Exception {
        parts().write(batch(1, 20));
        for (Path path : Files.below(disk, FOLDER)) {
            try (Disk.File file = disk.open(path)) {
                file.write(ByteBuffer.allocate(300), file.size());
                file.sync();
            }
        }

        parts().write(batch(1, 30));
        assertStored(30);
    }

    @Test
    void write_afterAFailedSync_storesAllInANewFile() throws Exception {
        Parts parts = parts();
        parts.write(batch(1, 20));
        disk.on(Call.SYNC, Fault.onceAfter(0, Fault.inputOutputError()));
        assertThatThrownBy(() -> parts.write(batch(21, 40))).isInstanceOf(IOException.class);

        parts.write(batch(21, 40));
        disk.crash();
        assertStored(40);
    }

    @Test
    void write_intoAFinishedFile_goesOnWithIt() throws Exception {
        Parts parts = parts();
        parts.write(batch(1, 20));
        parts.finishAll();
        parts.write(batch(10, 40));
        parts.finishAll();

        assertStored(40);
        assertThat(Files.below(disk, FOLDER))
                .hasSize(3)
                .allMatch(path -> path.toString().endsWith(".pb"));
    }

    @Test
    void write_ofAnotherJournal_takesAnotherFile() throws Exception {
        parts().write(batch(1, 6));
        parts().write(new Batch(UUID.randomUUID().toString(), rows(1, 6)));

        assertThat(Files.rows(disk, FOLDER)).hasSize(12);
    }

    @Test
    void write_ofMoreStreamsThanMayBeOpen_keepsAll() throws Exception {
        Parts parts = new Parts(disk, FOLDER, 1);
        for (int i = 0; i < 10; i++) {
            parts.write(batch(10 * i + 1, 10 * i + 10));
        }
        assertStored(100);
    }

    @Test
    void finishHoursBefore_finishesWhatACrashLeft() throws Exception {
        parts().write(batch(1, 20));
        disk.crash();
        parts().finishHoursBefore(START);
        assertThat(Files.below(disk, FOLDER))
                .hasSize(3)
                .allMatch(path -> path.toString().endsWith(".part"));

        parts().finishHoursBefore(START + 3_600);
        assertThat(Files.below(disk, FOLDER))
                .hasSize(3)
                .allMatch(path -> path.toString().endsWith(".pb"));
        assertStored(20);
    }

    @Test
    void finishAll_afterAnotherInstanceFinished_leavesTheFilesWhole() throws Exception {
        Parts stale = new Parts(disk, FOLDER, 1);
        stale.write(batch(1, 20));
        parts().finishHoursBefore(START + 3_600);
        stale.finishAll();

        assertStored(20);
        assertComplete(3);
    }

    @Test
    void write_afterAnotherInstanceFinished_goesOnWithItsFiles() throws Exception {
        Parts stale = new Parts(disk, FOLDER, 1);
        stale.write(batch(1, 20));
        parts().finishHoursBefore(START + 3_600);
        stale.write(batch(21, 40));
        stale.finishAll();

        assertStored(40);
        assertComplete(3);
    }

    @Test
    void write_afterAFailedSyncAndAnotherInstanceFinished_goesOnWithItsFiles() throws Exception {
        Parts stale = parts();
        stale.write(batch(1, 20));
        disk.on(Call.SYNC, Fault.onceAfter(0, Fault.inputOutputError()));
        assertThatThrownBy(() -> stale.write(batch(21, 40))).isInstanceOf(IOException.class);
        disk.heal();
        parts().finishHoursBefore(START + 3_600);
        stale.write(batch(21, 40));
        stale.finishAll();

        assertStored(40);
        assertComplete(3);
    }

    @Test
    void finishAll_whereACompleteFileStands_replacesNeither() throws Exception {
        Parts parts = parts();
        parts.write(batch(1, 1));
        parts.finishAll();
        Path complete = Files.below(disk, FOLDER).get(0);
        Path kept = complete.resolveSibling("kept");
        disk.rename(complete, kept);
        parts.write(batch(4, 4));
        disk.rename(kept, complete);
        parts.finishAll();

        assertThat(Files.rows(disk, FOLDER)).extracting(Batch.Row::sequence).containsExactly(1L, 4L);
        assertThat(Files.read(disk, complete)).extracting(Batch.Row::sequence).containsExactly(1L);
    }

    @Test
    void write_withADamagedHeader_setsTheFileAside() throws Exception {
        parts().write(batch(1, 3));
        Path path = Files.below(disk, FOLDER).get(0);
        try (Disk.File file = disk.open(path)) {
            file.write(ByteBuffer.allocate(4), 0);
            file.truncate(20);
            file.sync();
        }
        parts().write(batch(4, 6));
        assertThat(Files.below(disk, FOLDER)).anyMatch(other -> other.toString().endsWith(".damaged"));
    }

    @Test
    void write_behindARowThatIsDamaged_keepsTheWholeFileAside() throws Exception {
        parts().write(new Batch(JOURNAL, rows(3, 30)));
        Path path = Files.below(disk, FOLDER).get(0);
        List<Batch.Row> before = Files.read(disk, path);
        byte[] damaged = damage(path, bytes(path).length - 5 * ROW_BYTES);
        Parts parts = parts();
        parts.write(batch(31, 33));

        Path aside = path.resolveSibling(path.getFileName() + ".damaged");
        assertThat(bytes(aside)).isEqualTo(damaged);
        List<Batch.Row> kept = Files.read(disk, path);
        assertThat(kept).hasSizeBetween(3, 9);
        assertThat(kept.subList(0, kept.size() - 1)).isEqualTo(before.subList(0, kept.size() - 1));
        assertThat(kept.get(kept.size() - 1).sequence()).isGreaterThan(30);
        assertThat(Files.below(disk, FOLDER)).hasSize(4);
    }

    @Test
    void write_intoAFinishedFileWithADamagedEnd_keepsItAside() throws Exception {
        Parts parts = parts();
        parts.write(batch(1, 1));
        parts.finishAll();
        Path complete = Files.below(disk, FOLDER).get(0);
        byte[] damaged = damage(complete, bytes(complete).length - ROW_BYTES);
        parts.write(batch(4, 4));

        assertThat(bytes(complete.resolveSibling(complete.getFileName() + ".part.damaged")))
                .isEqualTo(damaged);
        assertThat(Files.rows(disk, FOLDER)).extracting(Batch.Row::sequence).containsExactly(4L);
    }

    @Test
    void write_afterATornTail_setsNothingAside() throws Exception {
        parts().write(batch(1, 1));
        Path path = Files.below(disk, FOLDER).get(0);
        try (Disk.File file = disk.open(path)) {
            file.truncate(file.size() - 2);
            file.sync();
        }
        parts().write(batch(1, 1));

        assertStored(1);
        assertThat(Files.below(disk, FOLDER)).containsExactly(path);
    }

    /** Spoils four bytes of a file, and gives what it holds then. */
    private byte[] damage(Path path, int at) throws IOException {
        try (Disk.File file = disk.open(path)) {
            file.write(ByteBuffer.wrap(new byte[] {-1, -1, -1, -1}), at);
            file.sync();
        }
        return bytes(path);
    }

    private byte[] bytes(Path path) throws IOException {
        try (Disk.File file = disk.open(path)) {
            ByteBuffer bytes = ByteBuffer.allocate((int) file.size());
            file.read(bytes, 0);
            return bytes.array();
        }
    }

    /** A writer that crashes and fails at random, and a caller that repeats from its cursor. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void write_underRandomFaults_storesEachRowOnce(long seed) throws Exception {
        Random random = new Random(seed);
        Parts parts = new Parts(disk, FOLDER, 2);
        long cursor = 0;
        for (int step = 0; step < 200; step++) {
            switch (random.nextInt(8)) {
                case 0 -> disk.on(Call.SYNC, Fault.onceAfter(random.nextInt(5), Fault.inputOutputError()));
                case 1 -> disk.tearNextWrite(random.nextInt(200));
                case 2 -> disk.on(Call.RENAME, Fault.onceAfter(random.nextInt(2), Fault.inputOutputError()));
                case 3 -> {
                    disk.crash(random);
                    disk.heal();
                    parts = new Parts(disk, FOLDER, 2);
                }
                case 4 -> disk.heal();
                default -> {
                    long to = cursor + 1 + random.nextInt(40);
                    try {
                        parts.write(batch(cursor + 1, to));
                        cursor = to;
                    } catch (IOException e) {
                        assertThat(e).isNotNull();
                    }
                }
            }
        }
        disk.heal();
        parts.write(batch(cursor + 1, cursor + 50));
        parts.finishAll();
        assertStored(cursor + 50);
    }

    private void assertStored(long last) throws IOException {
        assertThat(Files.rows(disk, FOLDER).stream().map(Batch.Row::sequence).toList())
                .isEqualTo(LongStream.rangeClosed(1, last).boxed().toList());
    }

    private void assertComplete(int files) throws IOException {
        assertThat(Files.below(disk, FOLDER))
                .hasSize(files)
                .allMatch(path -> path.toString().endsWith(".pb"));
    }

    private Parts parts() {
        return new Parts(disk, FOLDER, 256);
    }

    private static Batch batch(long first, long last) {
        return new Batch(JOURNAL, rows(first, last));
    }

    private static List<Batch.Row> rows(long first, long last) {
        List<Batch.Row> rows = new ArrayList<>();
        for (long sequence = first; sequence <= last; sequence++) {
            long micros = START * 1_000_000 + sequence;
            rows.add(new Batch.Row(
                    sequence,
                    new QuoteBuilder("deribit", "ETH-" + sequence % 3, micros, micros)
                            .bid((double) sequence)
                            .build()));
        }
        return rows;
    }
}
