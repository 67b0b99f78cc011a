package dev.feedwarden.plugin.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.feedwarden.api.Reading;
import dev.feedwarden.api.Settings;
import dev.feedwarden.api.kit.FaultyDisk;
import dev.feedwarden.api.kit.ManualTimers;
import dev.feedwarden.api.kit.TestContext;
import io.vertx.core.Vertx;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real handshake with a certificate that ended, that nobody has signed and that is for another host. */
final class CertificateTest {

    private static final char[] PASSWORD = "changeit".toCharArray();

    @TempDir
    private Path folder;

    @Test
    void check_expiredCertificateOfAnotherHost_isReportedWithItsEnd() throws Exception {
        KeyStore store = store();
        Instant end = ((java.security.cert.X509Certificate) store.getCertificate("it"))
                .getNotAfter()
                .toInstant();
        HttpsServer server = serve(store);
        Vertx vertx = Vertx.vertx();
        var context =
                new TestContext("api", vertx, new ManualTimers(end.plus(Duration.ofDays(3))), new FaultyDisk(), folder);
        var provider = new HttpCheckProvider();
        int port = server.getAddress().getPort();

        for (String url : List.of("https://127.0.0.1:" + port + "/", "tls://127.0.0.1:" + port)) {
            Settings settings = Settings.of("checks.api", Map.of("url", url)).withDefaults(provider.settings());
            List<Reading> readings =
                    context.onLoop(() -> provider.create(settings, context).check());
            Map<String, Double> values = readings.stream().collect(Collectors.toMap(Reading::metric, Reading::value));

            assertThat(values).containsEntry("http.certificate_left", -3 * 86_400.0);
            if (url.startsWith("https")) {
                assertThat(values).containsEntry("http.certificate_valid", 0.0).containsEntry("http.reachable", 0.0);
            }
        }
        server.stop(0);
        vertx.close().toCompletionStage().toCompletableFuture().get();
    }

    private KeyStore store() throws Exception {
        Path file = folder.resolve("it.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "it",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=elsewhere.test",
                        "-startdate",
                        "-10d",
                        "-validity",
                        "1",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        file.toString(),
                        "-storepass",
                        new String(PASSWORD))
                .redirectErrorStream(true)
                .start();
        keytool.getInputStream().readAllBytes();
        assertThat(keytool.waitFor()).isZero();
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, PASSWORD);
        }
        return store;
    }

    private static HttpsServer serve(KeyStore store) throws Exception {
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, PASSWORD);
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(keys.getKeyManagers(), null, null);
        HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(tls));
        server.start();
        return server;
    }
}
