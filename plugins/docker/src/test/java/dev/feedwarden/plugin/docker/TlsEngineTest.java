package dev.feedwarden.plugin.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.feedwarden.api.Settings;
import dev.feedwarden.api.kit.ManualTimers;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PfxOptions;
import io.vertx.core.net.SocketAddress;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An engine over TCP: with the certificate that it should have, and with one that nobody knows. */
final class TlsEngineTest {

    @TempDir
    private Path folder;

    @Test
    void get_overTcp_answersOnlyUnderAKnownCertificate() throws Exception {
        String keys = folder.resolve("keys.p12").toString();
        String ca = folder.resolve("ca.pem").toString();
        keytool(
                "-genkeypair",
                "-alias",
                "e",
                "-keyalg",
                "EC",
                "-dname",
                "CN=engine",
                "-ext",
                "san=ip:127.0.0.1",
                "-keystore",
                keys,
                "-storetype",
                "PKCS12",
                "-storepass",
                "changeit");
        keytool("-exportcert", "-rfc", "-alias", "e", "-keystore", keys, "-storepass", "changeit", "-file", ca);
        HttpServerOptions tls = new HttpServerOptions()
                .setSsl(true)
                .setKeyCertOptions(new PfxOptions().setPath(keys).setPassword("changeit"));
        Vertx vertx = Vertx.vertx();
        try (RecordedEngine server = new RecordedEngine(SocketAddress.inetSocketAddress(0, "127.0.0.1"), tls)) {
            assertThat(ping(vertx, server.port(), Map.of("ca", ca))).isEqualTo(200);
            assertThatThrownBy(() -> ping(vertx, server.port(), Map.of()))
                    .rootCause()
                    .hasMessageContaining("unable to find valid certification path");
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
        }
    }

    private static int ping(Vertx vertx, int port, Map<String, ?> more) throws Exception {
        Map<String, Object> values = new HashMap<>(more);
        values.put("uri", "tcp://127.0.0.1:" + port);
        values.put("containers", "any");
        Settings settings = Settings.of("kit", values).withDefaults(EngineSettings.DECLARED);
        var engine = new Engine(vertx, new ManualTimers(Instant.EPOCH), EngineSettings.of(settings));
        return engine.get("/_ping", 100)
                .toCompletionStage()
                .toCompletableFuture()
                .get(60, TimeUnit.SECONDS)
                .status();
    }

    private static void keytool(String... arguments) throws Exception {
        List<String> command = new java.util.ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
        command.addAll(List.of(arguments));
        assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
    }
}
