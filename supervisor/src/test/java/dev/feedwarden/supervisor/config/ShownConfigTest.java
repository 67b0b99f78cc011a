package dev.feedwarden.supervisor.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.feedwarden.rules.yaml.Problems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShownConfigTest {

    @TempDir
    private Path folder;

    @Test
    void config_withSecrets_isShownWithoutThem() throws IOException {
        Path file = Files.writeString(folder.resolve("feedwarden.yaml"), """
                connections:
                  db: {plugin: postgres, uri: "${env:DB}", password: "${env:CANARY}"}
                feeds:
                  deribit: {plugin: deribit, url: "wss://u:canary@www.deribit.com/ws/api/v2?key=canary", top: 5, api_token: canary}
                mail: {host: smtp.example.com, user: me, password: "${env:CANARY}", from: a@example.com, to: [b@example.com]}
                users: {ada: {token: "${env:CANARY}"}}
                """);
        Problems problems = new Problems();
        Config config = ConfigReader.read(
                new Overrides(file, null, null),
                new Surroundings(
                        Map.of("CANARY", "canary-canary-canary-canary-canary", "DB", "postgres://u:canary@db/x"),
                        name -> "1"),
                problems);

        assertThat(problems.list()).isEmpty();
        assertThat(ShownConfig.of(config).encode())
                .doesNotContain("canary")
                .contains(
                        "wss://***@www.deribit.com/ws/api/v2?***",
                        "\"top\":\"5\"",
                        "${env:DB}",
                        "${env:CANARY}",
                        "\"name\":\"ada\",\"password\":false,\"token\":true",
                        "\"password\":\"***\"");
    }

    @ParameterizedTest
    @CsvSource({
        "postgres://user:pa/ss@db:5432/x, postgres://***@db:5432/x",
        "user:pass@host, ***@host",
        "me@example.com, me@example.com",
        "https://example.com/a?token=1, https://example.com/a?***",
        "a plain text?, a plain text?",
    })
    void text_thatMayHoldAPassword_isCut(String text, String shown) {
        assertThat(ShownConfig.shown(text)).isEqualTo(shown);
    }
}
