package dev.feedwarden.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands {@code backup} and {@code restore} themselves: from a running program to another folder where data flows. */
class BackupIT {

    private static final String TOKEN = "a-token-of-thirty-two-characters";
    private static final String PASSPHRASE = "correct horse battery staple";
    private static final Map<String, String> ENVIRONMENT = Map.of("TOKEN", TOKEN, "PASSPHRASE", PASSPHRASE);

    @TempDir
    private Path folder;

    @Test
    void restore_backupThatARunningProgramMade_flowsAndLosesNothingThatWasAccepted() throws Exception {
        Path config = config();
        Path file;
        long accepted;
        try (Program warden = Program.start(ENVIRONMENT, "run", "--port", "0", "--config", config.toString())) {
            accepted = accepted(warden.until("/api/status", status -> accepted(status) > 100));
            file = Path.of(backup(config, warden.address()).getString("file"));
            assertThat(file).hasParent(folder.resolve("backups")).exists();
            assertThat(restore(1, file, folder.resolve("run"), "--force"))
                    .contains("feedwarden: nothing was restored: " + folder.resolve("run")
                            + ": a running program has it");
            assertThat(warden.terminate()).isZero();
        }

        Path target = folder.resolve("target");
        assertThat(restore(0, file, target)).contains("data flows after", "feedwarden run --config");
        JsonObject told = new JsonObject(Files.readString(target.resolve("restored.json")));
        assertThat(told.getLong("accepted")).isGreaterThanOrEqualTo(accepted);
        assertThat(target.resolve("config/feedwarden.yaml")).hasSameTextualContentAs(config);
        assertThat(restore(1, file, target)).contains("expected an empty folder or none, found config");
    }

    private static long accepted(JsonObject status) {
        return status.getJsonObject("journal").getLong("accepted");
    }

    private Path config() throws Exception {
        return Files.writeString(folder.resolve("feedwarden.yaml"), """
                data: run
                backup: {to: backups, passphrase: "${env:PASSPHRASE}"}
                services:
                  simulator: {plugin: simulator, exchange: deribit, port: "${port:deribit}", ticks_per_second: 100}
                feeds:
                  deribit: {plugin: deribit, url: "ws://127.0.0.1:${port:deribit}/ws/api/v2"}
                users:
                  robot: {token: "${env:TOKEN}"}
                """);
    }

    private JsonObject backup(Path config, String address) throws Exception {
        Path token = Files.writeString(folder.resolve("token"), TOKEN);
        try (Program command = Program.start(
                ENVIRONMENT,
                "backup",
                "--config",
                config.toString(),
                "--url",
                address,
                "--token-file",
                token.toString(),
                "--json")) {
            assertThat(command.exitCode()).describedAs(command.output()).isZero();
            String output = command.output();
            return new JsonObject(output.substring(output.indexOf('{')));
        }
    }

    private String restore(int code, Path file, Path data, String... more) throws Exception {
        Path passphrase = Files.writeString(folder.resolve("passphrase"), PASSPHRASE);
        String[] arguments = {
            "restore", file.toString(), "--data", data.toString(), "--passphrase-file", passphrase.toString()
        };
        String[] all =
                Stream.concat(Arrays.stream(arguments), Arrays.stream(more)).toArray(String[]::new);
        try (Program command = Program.start(ENVIRONMENT, all)) {
            assertThat(command.exitCode()).describedAs(command.output()).isEqualTo(code);
            return command.output();
        }
    }
}
