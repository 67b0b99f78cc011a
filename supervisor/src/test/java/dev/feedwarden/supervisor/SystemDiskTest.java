package dev.feedwarden.supervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.feedwarden.api.Disk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SystemDiskTest {

    private final SystemDisk disk = new SystemDisk();

    @TempDir
    private Path folder;

    @Test
    void write_atAPosition_canBeReadThere() throws Exception {
        try (Disk.File file = disk.open(folder.resolve("a"))) {
            file.write(bytes("hello world"), 0);
            file.write(bytes("W"), 6);
            file.sync();
            file.truncate(7);

            assertThat(file.size()).isEqualTo(7);
            assertThat(text(file, 6)).isEqualTo("W");
            assertThat(file.read(ByteBuffer.allocate(1), 7)).isEqualTo(-1);
        }
        try (Disk.File again = disk.open(folder.resolve("a"))) {
            assertThat(text(again, 0)).isEqualTo("hello W");
        }
    }

    @Test
    void open_inAFolderThatIsAbsent_fails() {
        assertThatThrownBy(() -> disk.open(folder.resolve("no").resolve("a"))).isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void createFolders_makesAllAndMayBeRepeated() throws Exception {
        Path deep = folder.resolve("a").resolve("b").resolve("c");
        disk.createFolders(deep);
        disk.createFolders(deep);

        assertThat(disk.exists(deep)).isTrue();
        assertThat(disk.usableBytes(deep)).isPositive();
    }

    @Test
    void rename_replacesWhatStandsThere() throws Exception {
        make("a", "new");
        make("b", "old");
        disk.rename(folder.resolve("a"), folder.resolve("b"));

        assertThat(disk.list(folder)).containsExactly(folder.resolve("b"));
        try (Disk.File file = disk.open(folder.resolve("b"))) {
            assertThat(text(file, 0)).isEqualTo("new");
        }
    }

    @Test
    void list_isSortedAndEmptyWhereThereIsNoFolder() throws Exception {
        make("b", "");
        make("a", "");

        assertThat(disk.list(folder)).containsExactly(folder.resolve("a"), folder.resolve("b"));
        assertThat(disk.list(folder.resolve("none"))).isEmpty();
        assertThat(disk.list(folder.resolve("a"))).isEmpty();
    }

    @Test
    void delete_ofAFileThatIsAbsent_doesNothing() throws Exception {
        make("a", "");
        disk.delete(folder.resolve("a"));
        disk.delete(folder.resolve("a"));

        assertThat(disk.exists(folder.resolve("a"))).isFalse();
    }

    private void make(String name, String content) throws IOException {
        try (Disk.File file = disk.open(folder.resolve(name))) {
            file.write(bytes(content), 0);
        }
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String text(Disk.File file, long from) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(100);
        int read = file.read(bytes, from);
        return new String(bytes.array(), 0, read, StandardCharsets.UTF_8);
    }
}
