package dev.feedwarden.supervisor.web;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.feedwarden.supervisor.metrics.Meter;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The server's own TLS, with a certificate made here: signing in over it, and what it does not speak. */
class TlsTest {

    private static final String RIGHT = "{\"user\":\"ada\",\"password\":\"" + Door.PASSWORD + "\"}";

    @TempDir
    private static Path folder;

    private static SelfSigned certificate;
    private static Door door;
    private static HttpClient client;

    @BeforeAll
    static void open() throws Exception {
        certificate = SelfSigned.in(folder);
        door = new Door(
                new WebServer.Address(
                        "127.0.0.1", 0, List.of(), WebServer.Read.SIGNED_IN, List.of(), null, certificate.files()),
                Door.users());
        client = HttpClient.newBuilder().sslContext(certificate.trusting()).build();
    }

    @AfterAll
    static void close() {
        door.close();
    }

    @Test
    void signIn_overTls_cookieIsSecureAndOpensWhatIsForTheSignedIn() throws Exception {
        assertThat(send(door.request("/api/status")).statusCode()).isEqualTo(401);

        String cookie = send(door.post("/api/session", RIGHT))
                .headers()
                .firstValue("set-cookie")
                .orElseThrow();

        assertThat(cookie).contains("Secure", "HTTPOnly", "SameSite=Strict");
        assertThat(send(door.request("/api/status").header("Cookie", cookie.substring(0, cookie.indexOf(';'))))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void everyAnswer_overTls_saysToStayWithIt() throws Exception {
        for (String path : List.of("/", "/live", "/api/status", "/nothing")) {
            assertThat(send(door.request(path)).headers().firstValue("strict-transport-security"))
                    .describedAs(path)
                    .hasValue("max-age=31536000");
        }
    }

    @Test
    void answer_inClear_saysNothingOfTls() throws Exception {
        try (Door plain = new Door(Door.address(WebServer.Read.OPEN, List.of(), null), Door.users())) {
            assertThat(plain.send(plain.request("/")).headers().firstValue("strict-transport-security"))
                    .isEmpty();
        }
    }

    @Test
    void protocol_isHttp11EvenToAClientThatOffersHttp2() throws Exception {
        assertThat(send(door.request("/live")).version()).isEqualTo(HttpClient.Version.HTTP_1_1);
    }

    @Test
    void client_thatDoesNotKnowTheCertificate_goesNoFurther() {
        assertThatThrownBy(() -> HttpClient.newHttpClient()
                        .send(door.request("/live").build(), HttpResponse.BodyHandlers.ofString()))
                .isInstanceOf(SSLHandshakeException.class);
    }

    @Test
    void request_inClear_getsNoAnswer() throws Exception {
        try (Socket socket = connect()) {
            socket.getOutputStream().write("GET /live HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(ISO_8859_1));

            assertThat(all(socket)).doesNotContain("HTTP/1.1");
        }
    }

    @Test
    void head_overTls_hasItsTimeToo() throws Exception {
        double before = door.meters.total(Meter.WEB_SLOW_CLOSED);
        try (Socket socket = certificate
                .trusting()
                .getSocketFactory()
                .createSocket(InetAddress.getLoopbackAddress(), door.server.port())) {
            socket.setSoTimeout(60_000);
            socket.getOutputStream().write("GET /live HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(ISO_8859_1));
            assertThat(new String(socket.getInputStream().readNBytes(12), ISO_8859_1))
                    .isEqualTo("HTTP/1.1 200");
            socket.getOutputStream().write("GET /li".getBytes(ISO_8859_1));
            send(door.request("/live"));

            door.timers.advance(ConnectionGuard.HEAD);

            assertThat(door.meters.total(Meter.WEB_SLOW_CLOSED)).isEqualTo(before + 1);
        }
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static Socket connect() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), door.server.port());
        socket.setSoTimeout(60_000);
        return socket;
    }

    private static String all(Socket socket) throws IOException {
        try {
            return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
        } catch (SocketException reset) {
            return "";
        }
    }
}
