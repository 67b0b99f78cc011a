package dev.feedwarden.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.feedwarden.api.kit.FreePort;
import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The action {@code restart-process}, the last that can be done about a plugin's endless loop: the program ends in good
 * order, whoever supervises it starts it again, and it knows what was done. Where nobody does, there is no such action.
 */
class RestartProcessIT {

    private static final String TOKEN = "a-token-of-thirty-two-characters";

    @TempDir
    private Path folder;

    @Test
    void supervised_endsWith1AndIsStartedAgain() throws Exception {
        try (Program warden = Program.supervised(
                Map.of("TOKEN", TOKEN),
                "run",
                "--port",
                String.valueOf(FreePort.find()),
                "--config",
                config().toString())) {
            String address = warden.address();

            ProcessHandle first = warden.inTheLoop();
            assertThat(act(address)).isEqualTo(0);
            warden.line("feedwarden: ends, to be started again: deribit: its loop is held");
            first.onExit().get(120, TimeUnit.SECONDS);
            warden.line("feedwarden: the program ended with exit code 1; it is started again in 1 s");

            JsonObject audit =
                    warden.until("/api/audit", body -> body.encode().contains("carried out: the program ends"));
            assertThat(audit.encode()).contains("\"what\":\"restart-process\"", "\"who\":\"robot\"");
            assertThat(warden.terminate()).isZero();
        }
    }

    @Test
    void notSupervised_isRefusedAndGoesOn() throws Exception {
        try (Program warden =
                Program.start(Map.of("TOKEN", TOKEN), "run", "--port", "0", "--config", config().toString())) {
            assertThat(act(warden.address())).isEqualTo(1);
            assertThat(warden.until("/api/audit", body -> body.encode().contains("nobody knows how to")))
                    .isNotNull();
            assertThat(warden.terminate()).isZero();
        }
    }

    private Path config() throws Exception {
        return Files.writeString(folder.resolve("feedwarden.yaml"), """
            data: run
            feeds:
              deribit: {plugin: deribit, url: "ws://127.0.0.1:1/ws/api/v2"}
            users:
              robot: {token: "${env:TOKEN}"}
            """);
    }

    private int act(String address) throws Exception {
        Path token = Files.writeString(folder.resolve("token"), TOKEN);
        try (Program action = Program.start(
                "action",
                "deribit",
                "restart-process",
                "--why",
                "its loop is held",
                "--url",
                address,
                "--token-file",
                token.toString())) {
            return action.exitCode();
        }
    }
}
