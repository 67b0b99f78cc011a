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
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
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
        int port = server.getAddress().getPort();

        for (String url : List.of("https://127.0.0.1:" + port + "/", "tls://127.0.0.1:" + port)) {
            Map<String, Double> values = check(url, end.plus(Duration.ofDays(3)));

            assertThat(values).containsEntry("http.certificate_left", -3 * 86_400.0);
            if (url.startsWith("https")) {
                assertThat(values).containsEntry("http.certificate_valid", 0.0).containsEntry("http.reachable", 0.0);
            }
        }
        server.stop(0);
    }

    @Test
    void check_serverThatSpeaksNoTls_saysNothingOfACertificate() throws Exception {
        List<Socket> clients = new CopyOnWriteArrayList<>();
        try (ServerSocket plain = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            Thread server = new Thread(() -> answerInPlainText(plain, clients), "plain-server");
            server.setDaemon(true);
            server.start();

            assertThat(check("https://127.0.0.1:" + plain.getLocalPort() + "/", Instant.EPOCH))
                    .containsEntry("http.reachable", 0.0)
                    .doesNotContainKeys("http.certificate_valid", "http.certificate_left");
        }
        for (Socket client : clients) {
            client.close();
        }
    }

    /** Answers each hello with a line of text; it is the client that hangs up. */
    private static void answerInPlainText(ServerSocket server, List<Socket> clients) {
        try {
            while (true) {
                Socket client = server.accept();
                clients.add(client);
                client.getInputStream().read();
                client.getOutputStream().write("HTTP/1.0 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            }
        } catch (IOException closed) {
            // The test is over.
            return;
        }
    }

    private Map<String, Double> check(String url, Instant now) throws Exception {
        Vertx vertx = Vertx.vertx();
        var context = new TestContext("api", vertx, new ManualTimers(now), new FaultyDisk(), folder);
        var provider = new HttpCheckProvider();
        Settings settings = Settings.of("checks.api", Map.of("url", url)).withDefaults(provider.settings());
        List<Reading> readings =
                context.onLoop(() -> provider.create(settings, context).check());
        vertx.close().toCompletionStage().toCompletableFuture().get();
        return readings.stream().collect(Collectors.toMap(Reading::metric, Reading::value));
    }

    /** Made by {@code keytool -genkeypair -keyalg EC -dname CN=elsewhere.test -startdate "2025/01/01" -validity 1}. */
    private static KeyStore store() throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = CertificateTest.class.getResourceAsStream("expired-of-elsewhere.p12")) {
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
