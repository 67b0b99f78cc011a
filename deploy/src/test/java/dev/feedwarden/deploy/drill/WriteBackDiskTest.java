package dev.feedwarden.deploy.drill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.feedwarden.api.Disk;
import dev.feedwarden.supervisor.SystemDisk;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the power loss of the drill loses: all that was not synced, and nothing else. */
class WriteBackDiskTest {

    @TempDir
    private Path folder;

    @Test
    void written_isSeenByReaders_andOnTheDiskOnlyOnceItIsSynced() throws Exception {
        Path path = folder.resolve("file");
        WriteBackDisk disk = new WriteBackDisk(new SystemDisk());
        Disk.File file = disk.open(path);
        file.write(ByteBuffer.wrap(new byte[] {1, 2, 3}), 0);
        assertThat(file.size()).isEqualTo(3);
        assertThat(all(disk.openToRead(path))).containsExactly(1, 2, 3);
        assertThat(Files.readAllBytes(path)).isEmpty();

        file.sync();
        assertThat(Files.readAllBytes(path)).containsExactly(1, 2, 3);

        file.write(ByteBuffer.wrap(new byte[] {9}), 1);
        file.truncate(2);
        assertThat(all(file)).containsExactly(1, 9);
        assertThat(Files.readAllBytes(path)).containsExactly(1, 2, 3);

        file.close();
        assertThat(all(disk.open(path))).containsExactly(1, 9);
        assertThat(Files.readAllBytes(path)).containsExactly(1, 2, 3);
    }

    @Test
    void renamed_takesWhatIsNotSyncedWithIt() throws Exception {
        WriteBackDisk disk = new WriteBackDisk(new SystemDisk());
        disk.open(folder.resolve("new")).write(ByteBuffer.wrap(new byte[] {5}), 0);
        disk.rename(folder.resolve("new"), folder.resolve("old"));
        assertThat(all(disk.openToRead(folder.resolve("old")))).containsExactly(5);
        assertThat(Files.readAllBytes(folder.resolve("old"))).isEmpty();
    }

    @Test
    void anyWritesTruncationsAndSyncs_readAsWritten_andDiskHasTheLastSync() throws Exception {
        Random random = new Random(7);
        Path path = folder.resolve("file");
        Disk.File file = new WriteBackDisk(new SystemDisk()).open(path);
        byte[] seen = new byte[0];
        byte[] synced = seen;
        for (int step = 0; step < 400; step++) {
            int kind = random.nextInt(10);
            if (kind < 7) {
                byte[] bytes = new byte[1 + random.nextInt(9_000)];
                random.nextBytes(bytes);
                int at = random.nextInt(seen.length + 3_000);
                seen = Arrays.copyOf(seen, Math.max(seen.length, at + bytes.length));
                System.arraycopy(bytes, 0, seen, at, bytes.length);
                file.write(ByteBuffer.wrap(bytes), at);
            } else if (kind < 8) {
                seen = Arrays.copyOf(seen, random.nextInt(seen.length + 1));
                file.truncate(seen.length);
            } else {
                file.sync();
                synced = seen.clone();
            }
            assertThat(Arrays.mismatch(all(file), seen))
                    .describedAs("first byte that a reader sees otherwise, step %d", step)
                    .isEqualTo(-1);
            assertThat(Arrays.mismatch(Files.readAllBytes(path), synced))
                    .describedAs("first byte that the disk has otherwise, step %d", step)
                    .isEqualTo(-1);
        }
    }

    private static byte[] all(Disk.File file) throws Exception {
        ByteBuffer into = ByteBuffer.allocate((int) file.size());
        while (into.hasRemaining()) {
            if (file.read(into, into.position()) < 0) {
                break;
            }
        }
        return Arrays.copyOf(into.array(), into.position());
    }
}
