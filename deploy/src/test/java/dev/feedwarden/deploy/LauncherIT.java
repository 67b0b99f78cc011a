package dev.feedwarden.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The commands, as a person types them. */
class LauncherIT {

    private static final List<String> COMMANDS = List.of(
            "demo",
            "run",
            "supervise",
            "check",
            "test",
            "backtest",
            "drill",
            "plugins",
            "completeness",
            "simulate",
            "probe",
            "dump",
            "status",
            "incidents",
            "ack",
            "silence",
            "outbox",
            "action",
            "backup",
            "restore",
            "generate-completion",
            "version",
            "help");

    private static final Pattern COMMAND = Pattern.compile("(?m)^  ([a-z][a-z-]*)  ");

    @TempDir
    private Path folder;

    @Test
    void version_isPrinted() throws Exception {
        try (Program program = Program.start("version")) {
            assertThat(program.exitCode()).isZero();
            assertThat(program.output()).startsWith("feedwarden 0.1.0 (Java ");
        }
    }

    /** The commands of {@code help}, each of which is asked for its own below. */
    @Test
    void help_listsTheCommands() throws Exception {
        try (Program program = Program.start("help")) {
            assertThat(program.exitCode()).isZero();
            assertThat(COMMAND.matcher(program.output()).results().map(found -> found.group(1)))
                    .containsExactlyInAnyOrderElementsOf(COMMANDS);
        }
    }

    @ParameterizedTest
    @FieldSource("COMMANDS")
    void everyCommand_hasHelp(String command) throws Exception {
        try (Program program = Program.start(command, "--help")) {
            assertThat(program.exitCode()).isZero();
            assertThat(program.output()).contains("Usage: feedwarden " + command);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"nonsense", "demo --prot 1", "simulate", "simulate kraken --port 0", "plugins allow"})
    void misspeltCommand_exitsWith2(String line) throws Exception {
        try (Program program = Program.start(line.split(" ", -1))) {
            assertThat(program.exitCode()).isEqualTo(2);
            assertThat(program.output()).containsAnyOf("Usage: feedwarden", "Did you mean: feedwarden ");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"conf/feedwarden.yaml", "conf/demo.yaml"})
    void check_shippedFile_exitsWith0(String file) throws Exception {
        try (Program program = Program.start("check", "--config", file)) {
            assertThat(program.exitCode()).describedAs(program.output()).isZero();
        }
    }

    @Test
    void check_badFiles_printsEveryErrorWithItsPlaceAndExitsWith1() throws Exception {
        Path rules = Files.writeString(folder.resolve("mine.yaml"), """
                version: 1
                rules:
                  lag:
                    about: Too late
                    metric: feed.lagg
                    of: plugin:deribit
                    measure: last
                    red: "> 3s"
                """);
        Path config = Files.writeString(folder.resolve("feedwarden.yaml"), """
                rules: [mine.yaml]
                feeds:
                  deribit: {plugin: deribit, topp: 3}
                """);

        try (Program program = Program.start("check", "--config", config.toString())) {
            assertThat(program.exitCode()).isEqualTo(1);
            assertThat(program.output())
                    .contains(config + ":3:30: unknown key 'topp'", rules + ":5:13: ", "did you mean 'feed.lag'?");
        }
    }

    @Test
    void run_badConfig_startsNothingAndExitsWith1() throws Exception {
        Path config = Files.writeString(folder.resolve("feedwarden.yaml"), "feeds: {d: {plugin: derbit}}\n");

        try (Program program = Program.start("run", "--config", config.toString(), "--port", "0")) {
            assertThat(program.exitCode()).isEqualTo(1);
            assertThat(program.output()).contains(config + ":1:21: ").doesNotContain("listening");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "65536", "many"})
    void port_outOfRange_isAMisspeltCommand(String port) throws Exception {
        try (Program program = Program.start("demo", "--port", port)) {
            assertThat(program.exitCode()).isEqualTo(2);
            assertThat(program.output()).contains("--port");
        }
    }

    @Test
    void demo_toldToStopWhileStarting_endsCleanly() throws Exception {
        try (Program program = Program.start(
                "demo", "--port", "0", "--data", folder.resolve("data").toString())) {
            program.line("plugin=deribit");

            assertThat(program.terminate()).describedAs(program.output()).isZero();
        }
    }

    @Test
    void demo_brokenFeed_goesRedIsRepairedMailedAndEndsCleanly() throws Exception {
        try (Program program = Program.start(
                "demo", "--port", "0", "--data", folder.resolve("data").toString())) {
            program.until("/api/status", status -> feed(status).getBoolean("flowing"));
            program.until("/health", health -> health.getString("status").equals("healthy"));

            assertThat(program.post(
                            program.address() + "/sim/faults",
                            "{\"feed\":\"deribit\",\"kind\":\"stall\",\"for\":\"40s\"}"))
                    .isEqualTo(200);
            program.until("/api/status", status -> status.getString("level").equals("yellow"));
            program.until("/api/status", status -> status.getString("level").equals("red"));
            program.until("/api/outbox", outbox -> outbox.encode().contains("[RED]"));
            program.until("/api/status", status -> status.getString("level").equals("green"));
            JsonObject outbox =
                    program.until("/api/outbox", mails -> mails.encode().contains("[GREEN]"));
            assertThat(outbox.getJsonArray("mails").getJsonObject(0).getString("state"))
                    .isEqualTo("kept");

            assertThat(program.terminate()).describedAs(program.output()).isZero();
        }
    }

    private static JsonObject feed(JsonObject status) {
        return status.getJsonArray("feeds").getJsonObject(0);
    }
}
