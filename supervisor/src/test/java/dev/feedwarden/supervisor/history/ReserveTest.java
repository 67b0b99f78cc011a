package dev.feedwarden.supervisor.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ReserveTest {

    @TempDir
    private Path folder;

    private long usable = 10 * Reserve.BYTES;

    @Test
    void release_onAFullDisk_givesTheRoomBackOnce() {
        Reserve reserve = reserve();
        reserve.make();
        assertThat(folder.resolve("reserve")).hasSize(Reserve.BYTES);

        usable = 0;

        assertThat(reserve.release()).isTrue();
        assertThat(folder).isEmptyDirectory();
        assertThat(reserve.release()).isFalse();
    }

    @Test
    void release_whereThereIsRoom_keepsIt() {
        Reserve reserve = reserve();
        reserve.make();

        assertThat(reserve.release()).isFalse();
        assertThat(reserve.bytes()).isEqualTo(Reserve.BYTES);
    }

    @Test
    void make_whereRoomIsScarce_takesNone() {
        usable = 2 * Reserve.BYTES;
        reserve().make();

        assertThat(folder).isEmptyDirectory();
    }

    private Reserve reserve() {
        return Reserve.of(folder.resolve("reserve"), folder -> usable);
    }
}
