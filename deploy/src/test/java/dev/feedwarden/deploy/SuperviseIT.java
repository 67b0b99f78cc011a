package dev.feedwarden.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code feedwarden supervise}: the launcher starts the program again when it dies, within a budget. */
class SuperviseIT {

    @TempDir
    private Path folder;

    @Test
    void killed_isStartedAgain_untilToldToStop() throws Exception {
        try (Program launcher = supervised(Map.of())) {
            launcher.line("listening on http");
            ProcessHandle first = launcher.inTheLoop();
            first.destroyForcibly();
            launcher.line("ended with signal 9; it is started again in 1 s .restart 1 of at most 5 within 600 s");
            launcher.line("listening on http", 2);
            ProcessHandle second = launcher.inTheLoop();
            assertThat(second.pid()).isNotEqualTo(first.pid());

            assertThat(launcher.signal("TERM")).describedAs(launcher.output()).isZero();
            assertThat(second.isAlive()).isFalse();
        }
    }

    @Test
    void programThatEndsInOrder_andInterrupt_endIt() throws Exception {
        try (Program launcher = supervised(Map.of())) {
            launcher.line("listening on http");
            ProcessHandle program = launcher.inTheLoop();
            program.destroy();
            assertThat(launcher.exitCode())
                    .describedAs("0 ends it: " + launcher.output())
                    .isZero();
        }
        try (Program launcher = supervised(Map.of())) {
            launcher.line("listening on http");
            ProcessHandle program = launcher.inTheLoop();
            assertThat(launcher.signal("INT")).describedAs(launcher.output()).isZero();
            assertThat(program.isAlive()).isFalse();
        }
    }

    @Test
    void outOfMemory_again_givesUpOnceTheBudgetIsSpent() throws Exception {
        try (Program launcher =
                supervised(Map.of("FEEDWARDEN_JAVA_OPTS", "-Xms6m -Xmx6m", "FEEDWARDEN_RESTARTS", "1"))) {
            assertThat(launcher.exitCode()).describedAs(launcher.output()).isEqualTo(1);
            assertThat(launcher.output())
                    .contains(
                            "Terminating due to java.lang.OutOfMemoryError",
                            "ended with exit code 3, out of memory; it is started again in 1 s (restart 1 of at most 1",
                            "gave up: the program ended with exit code 3, out of memory, after 1 restarts within 600 s")
                    .doesNotContain("listening on");
        }
    }

    @Test
    void badConfig_isNotTriedAgain() throws Exception {
        try (Program launcher = Program.supervised(
                Map.of(),
                "run",
                "--config",
                Files.writeString(folder.resolve("feedwarden.yaml"), "feeds: {d: {plugin: derbit}}\n")
                        .toString())) {
            assertThat(launcher.exitCode()).isEqualTo(1);
            assertThat(launcher.output())
                    .contains("feedwarden.yaml:1:21: ", "it is not tried again")
                    .doesNotContain("started again in");
        }
    }

    @Test
    void wrongBudget_startsNothing() throws Exception {
        try (Program launcher = supervised(Map.of("FEEDWARDEN_RESTARTS", "many"))) {
            assertThat(launcher.exitCode()).isEqualTo(1);
            assertThat(launcher.output())
                    .isEqualTo("feedwarden: FEEDWARDEN_RESTARTS: expected a whole number of at most 6 digits,"
                            + " found 'many'");
        }
    }

    private Program supervised(Map<String, String> environment) throws IOException {
        Path config = Files.writeString(folder.resolve("feedwarden.yaml"), """
            data: run
            feeds:
              deribit: {plugin: deribit, url: "ws://127.0.0.1:1/ws/api/v2"}
            """);
        return Program.supervised(environment, "run", "--port", "0", "--config", config.toString());
    }
}
