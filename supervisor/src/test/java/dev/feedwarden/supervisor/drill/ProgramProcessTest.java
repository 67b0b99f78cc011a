package dev.feedwarden.supervisor.drill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.feedwarden.supervisor.ThreadTimers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProgramProcessTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final ThreadTimers timers = new ThreadTimers("test");
    private final Waits waits = new Waits(timers::nanoTime);

    @TempDir
    private Path folder;

    @AfterEach
    void end() {
        timers.close();
    }

    @Test
    void killed_isStartedAgain_untilItIsStopped() throws Exception {
        try (ProgramProcess process = started(true)) {
            long first = process.pid();
            process.kill();
            assertThat(waits.until(PATIENCE, () -> process.ends() == 1 && said() == 2))
                    .isTrue();
            assertThat(process.pid()).isNotEqualTo(first);
            process.stop();
            assertThat(waits.until(PATIENCE, () -> process.ends() == 2)).isTrue();
            assertThat(said()).isEqualTo(2);
        }
    }

    @Test
    void killed_withoutALoop_staysAway() throws Exception {
        try (ProgramProcess process = started(false)) {
            process.kill();
            assertThat(waits.until(PATIENCE, () -> process.ends() == 1)).isTrue();
            assertThat(said()).isEqualTo(1);
        }
    }

    @Test
    void endsWithAnErrorBeforeItWasEverWell_isNotStartedAgain_andSaysSo() throws Exception {
        try (ProgramProcess process = loop("echo here; exit 1")) {
            process.start();
            assertThat(waits.until(PATIENCE, process::refused)).isTrue();
            assertThat(process.ends()).isEqualTo(1);
            assertThat(said()).isEqualTo(1);
        }
    }

    @Test
    void endsWithAnErrorLater_isStartedAgain() throws Exception {
        try (ProgramProcess process = loop("echo here; exit 1")) {
            process.settled();
            process.start();
            assertThat(waits.until(PATIENCE, () -> said() > 1)).isTrue();
            assertThat(process.refused()).isFalse();
        }
    }

    private ProgramProcess loop(String script) {
        return new ProgramProcess(List.of("sh", "-c", script), Map.of(), log(), true);
    }

    private ProgramProcess started(boolean again) throws Exception {
        ProgramProcess process = new ProgramProcess(
                List.of("sh", "-c", "echo \"$WORD\"; exec sleep 600"), Map.of("WORD", "here"), log(), again);
        process.start();
        assertThat(waits.until(PATIENCE, () -> said() == 1)).isTrue();
        return process;
    }

    private long said() throws IOException {
        return Files.readAllLines(log()).stream().filter("here"::equals).count();
    }

    private Path log() {
        return folder.resolve("log");
    }
}
