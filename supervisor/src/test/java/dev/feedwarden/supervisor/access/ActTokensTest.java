package dev.feedwarden.supervisor.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ActTokensTest {

    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");

    @TempDir
    Path data;

    @Test
    void sign_isReadAgainByTheNextProcess() throws IOException {
        String token = ActTokens.of(data).sign("ACK", "i-7", "me@example.com", NOW);

        assertThat(ActTokens.of(data).read(token))
                .isEqualTo(new ActTokens.Act("ACK", "i-7", "me@example.com", NOW.plus(ActTokens.LIFE)));
        assertThat(token).matches("[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]{43}");
    }

    @Test
    void key_isTheOwnersAlone() throws IOException {
        ActTokens.of(data);

        Path file = data.resolve(ActTokens.FILE);
        assertThat(Files.size(file)).isEqualTo(32);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void key_ofAnotherLength_isRefused() throws IOException {
        Files.writeString(data.resolve(ActTokens.FILE), "short");

        assertThatThrownBy(() -> ActTokens.of(data))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("expected a key of 32 bytes, found 5");
    }

    @Test
    void read_anyCharacterChanged_isRefused() throws IOException {
        ActTokens tokens = ActTokens.of(data);
        String token = tokens.sign("ACK", "i-7", "me@example.com", NOW);

        // The last character carries two bits of padding, so the one before it is the last that counts whole.
        for (int i = 0; i < token.length() - 1; i++) {
            char other = token.charAt(i) == 'A' ? 'B' : 'A';
            String changed = token.substring(0, i) + other + token.substring(i + 1);
            assertThat(tokens.read(changed)).as("character %s", i).isNull();
        }
        assertThat(tokens.read("")).isNull();
        assertThat(tokens.read(".")).isNull();
        assertThat(tokens.read("?.?")).isNull();
        assertThat(tokens.read("A".repeat(3_000) + ".A")).isNull();
        assertThat(ActTokens.of(Files.createDirectory(data.resolve("other"))).read(token))
                .isNull();
    }
}
