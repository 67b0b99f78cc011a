package dev.feedwarden.supervisor.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.feedwarden.supervisor.SystemDisk;
import java.io.BufferedReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kills a process that writes, again and again, and looks at what it had said to be accepted. */
final class JournalKillIT {

    private static final int KILLS = 8;

    @TempDir
    private Path folder;

    @Test
    void kill_atAnyMoment_losesNothingAccepted() throws Exception {
        Random random = new Random(11);
        SystemDisk disk = new SystemDisk();
        Path journal = folder.resolve("journal");
        long before = 0;
        for (int kill = 0; kill < KILLS; kill++) {
            long accepted = runAndKill(journal, 1 + random.nextInt(40));
            assertThat(accepted).isGreaterThan(before);

            SegmentLog log = LogOnDisk.open(disk, JournalOptions.in(journal), 0);
            assertThat(log.accepted()).isGreaterThanOrEqualTo(accepted);
            List<String> lost = new ArrayList<>();
            assertThat(LogOnDisk.read(disk, log, before, lost)).isEqualTo(LogOnDisk.rows(before + 1, log.accepted()));
            assertThat(lost).isEmpty();
            before = log.accepted();
        }
    }

    /** The last sequence that the process said was accepted. */
    private long runAndKill(Path journal, int lines) throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        JournalWriter.class.getName(),
                        journal.toString())
                .redirectError(Files.createTempFile(folder, "writer", ".err").toFile())
                .start();
        long accepted = 0;
        try (BufferedReader said = process.inputReader()) {
            for (int line = 0; line < lines; line++) {
                accepted = Long.parseLong(said.readLine());
            }
            process.toHandle().destroyForcibly();
            // What it had said before it died counts too.
            for (String more = said.readLine(); more != null; more = said.readLine()) {
                accepted = Math.max(accepted, Long.parseLong(more));
            }
        }
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return accepted;
    }
}
