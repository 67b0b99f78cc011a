package dev.feedwarden.supervisor.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.feedwarden.rules.Problem;
import dev.feedwarden.rules.yaml.Problems;
import dev.feedwarden.supervisor.web.WebServer.Read;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The sections {@code users} and {@code http}: who may act, and who may read. */
class AccessReaderTest {

    private static final String HASH = "$pbkdf2$it=210000$" + "A".repeat(22) + "$" + "B".repeat(86);
    private static final String TOKEN = "t".repeat(32);

    @TempDir
    private Path folder;

    private final Problems problems = new Problems();

    @Test
    void users_passwordAndToken_areReadAndNotShown() throws IOException {
        Files.writeString(folder.resolve("ada"), HASH + "\n");

        Config config = read("""
                http: {host: 0.0.0.0, read: signed-in, proxies: [10.0.0.1], connections: 50}
                users:
                  ada: {password: "${file:ada}"}
                  robot: {token: "${env:TOKEN}"}
                """);

        assertThat(problems.list()).isEmpty();
        assertThat(config.http().read()).isEqualTo(Read.SIGNED_IN);
        assertThat(config.http().proxies()).containsExactly("10.0.0.1");
        assertThat(config.http().connections()).isEqualTo(50);
        assertThat(config.users().get(0).hash().reveal()).isEqualTo(HASH);
        assertThat(config.users().get(1).token().reveal()).isEqualTo(TOKEN);
        assertThat(config.users().toString()).doesNotContain(HASH, TOKEN);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "users: {ada: {password: hunter2}} | users.ada.password: expected a hash",
                "users: {ada: {}} | expected 'password' or 'token', found neither",
                "users: {ada: {token: plain}} | token",
                "users: {ada: {token: \"${env:SHORT}\"}} | expected at least 32 characters, found 5",
                "users: {ada: {pasword: x}} | unknown key 'pasword'",
                "users: {'a b': {token: \"${env:TOKEN}\"}} | expected a user's name",
                "http: {read: signed-in} | expected users in the section 'users'",
                "http: {host: 0.0.0.0} | expected 'read: open' or 'read: signed-in'",
                "http: {read: all} | expected open, signed-in or public-status",
                "http: {connections: 0} | 1 to 1000",
                "http: {tls: {certificate: none.pem, key: none.key}} | expected a PEM file that can be read",
                "http: {tls: {certificate: none.pem}} | missing key 'key'",
            })
    void read_wrong_isSaidWithItsPlaceAndWithoutTheSecret(String yaml, String message) throws IOException {
        read(yaml + "\n");

        assertThat(problems.list()).extracting(Problem::what).anyMatch(what -> what.contains(message));
        assertThat(problems.list().toString()).doesNotContain("hunter2", "geheim");
    }

    @ParameterizedTest
    @CsvSource({"99999, true", "100000, false", "2000001, true"})
    void users_hashOfTooFewOrTooManyRounds_isRefused(String rounds, boolean refused) throws IOException {
        Files.writeString(folder.resolve("ada"), HASH.replace("210000", rounds));

        read("users: {ada: {password: \"${file:ada}\"}}\n");

        assertThat(problems.list().toString().contains("of 100000 to 2000000 rounds"))
                .isEqualTo(refused);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "http: {host: 0.0.0.0, read: signed-in} | true",
                "http: {host: 0.0.0.0, read: open} | true",
                "http: {host: 0.0.0.0, read: signed-in, proxies: [10.0.0.1]} | false",
                "http: {host: 0.0.0.0, read: signed-in, tls: {certificate: ada, key: ada}} | false",
                "http: {host: localhost, read: signed-in} | false",
            })
    void http_ofOtherHostsWithoutTls_hasSecretsInClear(String http, boolean clear) throws IOException {
        Files.writeString(folder.resolve("ada"), HASH + "\n");

        assertThat(read(http + "\nusers: {ada: {password: \"${file:ada}\"}}\n").hasSecretsInClear())
                .isEqualTo(clear);
        assertThat(read("http: {host: 0.0.0.0, read: open}\n").hasSecretsInClear())
                .isFalse();
    }

    private Config read(String text) throws IOException {
        Path file = Files.writeString(folder.resolve("feedwarden.yaml"), text);
        return ConfigReader.read(
                new Overrides(file, null, null),
                new Surroundings(Map.of("TOKEN", TOKEN, "SHORT", "short"), name -> "4711"),
                problems);
    }
}
