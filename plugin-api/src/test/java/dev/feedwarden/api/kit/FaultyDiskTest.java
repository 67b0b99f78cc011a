package dev.feedwarden.api.kit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.feedwarden.api.Disk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class FaultyDiskTest {

    private static final Path FOLDER = Path.of("data", "journal");
    private static final Path LOG = FOLDER.resolve("log");

    private final FaultyDisk disk = new FaultyDisk();

    @Test
    void open_withoutItsFolder_fails() {
        assertThatThrownBy(() -> disk.open(LOG)).isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void crash_afterSync_keepsWhatWasSyncedAndNothingElse() throws IOException {
        Disk.File file = made();
        file.write(bytes("kept"), 0);
        file.sync();
        file.write(bytes(" lost"), 4);
        disk.crash();

        assertThat(text()).isEqualTo("kept");
        assertThatThrownBy(file::size).isInstanceOf(ClosedChannelException.class);
    }

    @Test
    void crash_beforeAnySync_takesTheFile() throws IOException {
        made().write(bytes("x"), 0);
        disk.crash();

        assertThat(disk.exists(LOG)).isFalse();
        assertThat(disk.list(FOLDER)).isEmpty();
    }

    @Test
    void crash_withChance_losesWholePages() throws IOException {
        Disk.File file = made();
        file.sync();
        file.write(ByteBuffer.wrap(new byte[64 * PagedFile.PAGE]).put(0, (byte) 1), 0);
        for (int page = 0; page < 64; page++) {
            file.write(bytes("x"), (long) page * PagedFile.PAGE);
        }
        disk.crash(new Random(1));

        String left = text();
        assertThat(left.chars().filter(c -> c == 'x').count()).isBetween(1L, 63L);
    }

    @Test
    void sync_afterOneThatFailed_doesNotSaveThePagesOfTheFirst() throws IOException {
        Disk.File file = made();
        file.write(bytes("gone"), 0);
        disk.on(FaultyDisk.Call.SYNC, FaultyDisk.Fault.inputOutputError());
        assertThatThrownBy(file::sync).hasMessageContaining("Input/output error");
        disk.heal();
        file.sync();
        disk.crash();

        assertThat(text()).isEqualTo("\0\0\0\0");
    }

    @Test
    void write_beyondCapacity_storesWhatFits() throws IOException {
        Disk.File file = made();
        disk.capacity(6);
        file.write(bytes("1234"), 0);

        assertThat(disk.usableBytes(FOLDER)).isEqualTo(2);
        assertThatThrownBy(() -> file.write(bytes("5678"), 4)).hasMessageContaining("No space left on device");
        assertThat(text()).isEqualTo("123456");
        file.write(bytes("abcdef"), 0);
        assertThat(text()).isEqualTo("abcdef");
    }

    @Test
    void tearNextWrite_storesTheBeginningOnce() throws IOException {
        Disk.File file = made();
        disk.tearNextWrite(3);

        assertThatThrownBy(() -> file.write(bytes("123456"), 0)).isInstanceOf(IOException.class);
        assertThat(text()).isEqualTo("123");
        file.write(bytes("456"), 3);
        assertThat(text()).isEqualTo("123456");
    }

    @Test
    void onceAfter_strikesTheCallItNames() throws IOException {
        Disk.File file = made();
        disk.on(FaultyDisk.Call.WRITE, FaultyDisk.Fault.onceAfter(1, FaultyDisk.Fault.inputOutputError()));

        file.write(bytes("1"), 0);
        assertThatThrownBy(() -> file.write(bytes("2"), 1)).isInstanceOf(IOException.class);
        file.write(bytes("2"), 1);
        assertThat(disk.calls(FaultyDisk.Call.WRITE)).isEqualTo(3);
    }

    @Test
    void rename_replacesAndSurvivesACrash() throws IOException {
        Disk.File file = made();
        file.write(bytes("new"), 0);
        file.sync();
        Path to = FOLDER.resolve("other");
        disk.rename(LOG, to);
        disk.crash();

        assertThat(disk.list(FOLDER)).containsExactly(to);
    }

    @Test
    void truncate_isDurableOnlyAfterSync() throws IOException {
        Disk.File file = made();
        file.write(bytes("12345"), 0);
        file.sync();
        file.truncate(2);
        disk.crash();
        assertThat(text()).isEqualTo("12345");

        Disk.File again = disk.open(LOG);
        again.truncate(2);
        again.sync();
        disk.crash();
        assertThat(text()).isEqualTo("12");
    }

    private Disk.File made() throws IOException {
        disk.createFolders(FOLDER);
        return disk.open(LOG);
    }

    private String text() throws IOException {
        try (Disk.File file = disk.open(LOG)) {
            var into = ByteBuffer.allocate((int) file.size());
            file.read(into, 0);
            return new String(into.array(), UTF_8);
        }
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(UTF_8));
    }
}
