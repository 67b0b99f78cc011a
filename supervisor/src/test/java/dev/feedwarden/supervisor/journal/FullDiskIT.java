package dev.feedwarden.supervisor.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real file system of 8 MiB that runs full, mounted in name spaces of a child's own. */
final class FullDiskIT {

    private static final String MOUNT = "mount -t tmpfs -o size=8m tmpfs \"$0\"";

    @TempDir
    private Path folder;

    @Test
    void journal_onARealDiskThatRunsFull_stopsAndGoesOnWithoutLoss() throws Exception {
        boolean possible = run(MOUNT).equals("exit 0");
        if (!possible) {
            System.err.println("SKIPPED: the full disk, for 'unshare -Urm' cannot mount a tmpfs here");
        }
        assumeTrue(possible, "unshare -Urm can mount a tmpfs");

        assertThat(run(MOUNT + " && exec \"$1\" -Xmx64m -cp \"$2\" " + FullDiskWriter.class.getName() + " \"$0\""))
                .contains("refused", "again", "whole")
                .endsWith("exit 0");
    }

    private String run(String script) throws IOException, InterruptedException {
        Process process;
        try {
            process = new ProcessBuilder(
                            "unshare",
                            "-Urm",
                            "sh",
                            "-c",
                            script,
                            folder.toString(),
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            System.getProperty("java.class.path"))
                    .redirectErrorStream(true)
                    .start();
        } catch (IOException e) {
            return e.toString();
        }
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return said + "exit " + process.exitValue();
    }
}
