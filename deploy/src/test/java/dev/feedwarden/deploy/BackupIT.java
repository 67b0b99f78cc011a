package dev.feedwarden.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.feedwarden.api.kit.FreePort;
import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redis.embedded.RedisServer;

/** The commands {@code backup} and {@code restore} themselves: from a running program to another folder where data flows. */
class BackupIT {

    private static final String TOKEN = "a-token-of-thirty-two-characters";
    private static final String PASSPHRASE = "correct horse battery staple";
    private static final String QUIET = "option:deribit:ETH-25DEC26-3000-C";
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

    @Test
    void restore_backupWithARedisSink_putsBackWhatTheServerLost() throws Exception {
        int port = FreePort.find();
        RedisServer server = RedisServer.newRedisServer()
                .port(port)
                .setting("save \"\"")
                .setting("appendonly no")
                .build();
        server.start();
        try (Redis redis = new Redis(port)) {
            Path config = config();
            Files.writeString(config, """
                    sinks:
                      latest: {plugin: redis, uri: "redis://127.0.0.1:%d", batch_age: 200ms}
                    """.formatted(port), StandardOpenOption.APPEND);
            // Of an option that nobody quotes any more.
            assertThat(redis.line("HSET", QUIET, "exchange_time", "1", "received_time", "2", "bid", "0.5"))
                    .isEqualTo(":3");
            assertThat(redis.line("EXPIRE", QUIET, "80000")).isEqualTo(":1");
            Path file;
            try (Program warden = Program.start(ENVIRONMENT, "run", "--port", "0", "--config", config.toString())) {
                warden.until("/api/status", status -> Keeping.stored(status, "latest") > 100);
                JsonObject made = backup(config, warden.address());
                assertThat(made.getJsonArray("unsaved")).isEmpty();
                file = Path.of(made.getString("file"));
                assertThat(warden.terminate()).isZero();
            }
            Map<String, String> quiet = redis.hash(QUIET);
            assertThat(redis.line("FLUSHALL")).isEqualTo("+OK");

            Path target = folder.resolve("target");
            assertThat(restore(0, file, target))
                    .contains("data flows after")
                    .containsPattern(
                            "sink latest: put back ([0-9]{2,}) keys of \\1; 0 were there already, 0 had expired");
            assertThat(redis.hash(QUIET)).isEqualTo(quiet);
            assertThat(redis.line("TTL", QUIET)).matches(":7[0-9]{4}");
            assertThat(target.resolve("snapshots")).isEmptyDirectory();

            server.stop();
            try (Program warden = Program.start(ENVIRONMENT, "run", "--port", "0", "--config", config.toString())) {
                warden.until("/api/status", status -> accepted(status) > 0);
                assertThat(backup(config, warden.address())
                                .getJsonArray("unsaved")
                                .getString(0))
                        .startsWith("sink latest: ");
            }
        } finally {
            server.stop();
        }
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
