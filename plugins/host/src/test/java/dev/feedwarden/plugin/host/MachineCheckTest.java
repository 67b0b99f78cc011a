package dev.feedwarden.plugin.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.feedwarden.api.Disk;
import dev.feedwarden.api.Provider;
import dev.feedwarden.api.Reading;
import dev.feedwarden.api.check.HealthCheck;
import dev.feedwarden.api.kit.FaultyDisk;
import dev.feedwarden.api.kit.HealthCheckContract;
import dev.feedwarden.api.kit.TestContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class MachineCheckTest extends HealthCheckContract {

    private final FaultyDisk disk = new FaultyDisk();

    @TempDir
    private Path proc;

    @TempDir
    private static Path there;

    @Override
    protected Provider<? super TestContext, HealthCheck> provider() {
        return new MachineCheckProvider();
    }

    @Override
    protected Disk disk() {
        disk.createFolders(there);
        return disk;
    }

    @Override
    protected Map<String, ?> settings() {
        return Map.of("paths", there.toString());
    }

    @Override
    protected Map<String, ?> unreachable() {
        return Map.of("paths", "/nowhere/at/all");
    }

    @Override
    protected List<Map<String, ?>> unusable() {
        return List.of(Map.of("paths", "data"), Map.of("paths", "/data/../etc"), Map.of("paths", List.of()));
    }

    @Test
    void check_filesOfLinux_areMeasured() throws Exception {
        write("meminfo", "MemTotal:       1000 kB\nMemAvailable:    250 kB\nSwapTotal: 100 kB\nSwapFree: 90 kB\n");
        write("loadavg", "1.00 3.00 5.00 1/200 4242\n");
        write("stat", "cpu  10 0 10 70 10 0 0 0 5 0\ncpu0 1 1 1 1\n");
        Files.createDirectories(proc.resolve("sys/fs"));
        write("sys/fs/file-nr", "1000\t0\t4000\n");
        disk.capacity(1_000);
        MachineCheck check = new MachineCheck(context(), new Proc(proc), List.of(there), 2);
        assertThat(values(check))
                .containsEntry("kit host.memory_available", 256_000.0)
                .containsEntry("kit host.memory_used", 0.75)
                .containsEntry("kit host.swap_used", 1 - 90.0 / 100.0)
                .containsEntry("kit host.load", 1.5)
                .containsEntry("kit host.open_files", 0.25)
                .containsEntry("kit host.cpu", Double.NaN)
                .containsEntry("kit" + there + " host.disk_free", 1_000.0)
                .containsEntry("kit" + there + " host.disk_used", 0.0);
        write("stat", "cpu  40 0 10 140 10 0 0 0 5 0\n");
        assertThat(values(check)).containsEntry("kit host.cpu", 0.3);
        close(check);
    }

    @Test
    void check_noFilesOfLinux_saysWhatIsMissing() {
        MachineCheck check = new MachineCheck(context(), new Proc(proc.resolve("none")), List.of(there), 2);
        try {
            context().onLoop(check::check);
            throw new AssertionError("did not fail");
        } catch (ExecutionException e) {
            assertThat(e).hasMessageContaining("expected the files of Linux below /proc");
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void share_ofInodes_isNoneWithoutALimit() {
        assertThat(MachineCheck.share("25 100\n")).isEqualTo(0.75);
        assertThat(MachineCheck.share("0 0")).isNaN();
    }

    private void write(String file, String text) throws Exception {
        Files.writeString(proc.resolve(file), text);
    }

    private Map<String, Double> values(HealthCheck check) throws Exception {
        return context().onLoop(check::check).stream()
                .collect(Collectors.toMap(reading -> reading.subject() + " " + reading.metric(), Reading::value));
    }
}
