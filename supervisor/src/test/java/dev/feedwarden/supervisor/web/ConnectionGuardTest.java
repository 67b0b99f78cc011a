package dev.feedwarden.supervisor.web;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.feedwarden.supervisor.metrics.Meter;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Requests that are too large, too slow, or too many; sent over bare sockets, since no client sends such. */
class ConnectionGuardTest {

    private Door door = new Door(Door.address(WebServer.Read.OPEN, List.of(), null), Door.users());

    @AfterEach
    void close() {
        door.close();
    }

    @ParameterizedTest
    @CsvSource({"4000, 404", "5000, 414"})
    void url_longerThan4KiB_is414(int length, int status) throws Exception {
        assertThat(answer("GET /" + "x".repeat(length) + " HTTP/1.1\r\nHost: localhost\r\n\r\n"))
                .matches("HTTP/1.[01] " + status + " .*");
    }

    @ParameterizedTest
    @CsvSource({"7000, 200", "9000, 431"})
    void header_longerThan8KiB_is431(int length, int status) throws Exception {
        assertThat(answer("GET /live HTTP/1.1\r\nHost: localhost\r\nX-Long: " + "x".repeat(length) + "\r\n\r\n"))
                .startsWith("HTTP/1.1 " + status);
    }

    @ParameterizedTest
    @CsvSource({"/api/session, 1048577", "/api/status, 1048577", "/nothing, 999999999999"})
    void body_saidToBeAbove1MiB_is413BeforeItIsSent(String path, long length) throws Exception {
        assertThat(answer("POST " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: " + length + "\r\n\r\n"))
                .startsWith("HTTP/1.1 413");
    }

    @Test
    void body_thatTurnsOutAbove1MiB_is413() throws Exception {
        String chunk = "fffff\r\n" + "x".repeat(0xfffff) + "\r\n";

        assertThat(answer("POST /api/session HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                        + "Transfer-Encoding: chunked\r\n\r\n" + chunk + "10\r\n" + "x".repeat(16) + "\r\n0\r\n\r\n"))
                .startsWith("HTTP/1.1 413");
    }

    @Test
    void head_notThereAfter10Seconds_isClosed() throws Exception {
        try (Socket socket = connect()) {
            socket.getOutputStream().write("GET /live HTTP/1.1\r\nHost: local".getBytes(ISO_8859_1));
            answer("GET /live HTTP/1.1\r\nHost: localhost\r\n\r\n");

            door.timers.advance(ConnectionGuard.HEAD);

            assertThat(firstLine(socket)).isNull();
            assertThat(door.meters.total(Meter.WEB_SLOW_CLOSED)).isEqualTo(1);
        }
    }

    @Test
    void connection_thatSaysNothing_isClosedAfter10Seconds() throws Exception {
        try (Socket socket = connect()) {
            answer("GET /live HTTP/1.1\r\nHost: localhost\r\n\r\n");

            door.timers.advance(ConnectionGuard.HEAD);

            assertThat(firstLine(socket)).isNull();
            assertThat(door.meters.total(Meter.WEB_SLOW_CLOSED)).isEqualTo(1);
        }
    }

    @Test
    void head_ofALaterRequest_restsAsLongAsNothingComesAndThenHas10Seconds() throws Exception {
        try (Socket socket = connect()) {
            assertThat(ask(socket)).startsWith("HTTP/1.1 200");
            door.timers.advance(ConnectionGuard.HEAD.multipliedBy(5));
            assertThat(ask(socket)).startsWith("HTTP/1.1 200");

            for (String drip : List.of("GET /live HT", "TP/1.1\r\nHo", "st: local")) {
                socket.getOutputStream().write(drip.getBytes(ISO_8859_1));
                answer("GET /live HTTP/1.1\r\nHost: localhost\r\n\r\n");
                assertThat(door.meters.total(Meter.WEB_SLOW_CLOSED)).isZero();
                door.timers.advance(ConnectionGuard.HEAD.dividedBy(3));
            }
            door.timers.advance(Duration.ofSeconds(1));

            assertThat(door.meters.total(Meter.WEB_SLOW_CLOSED)).isEqualTo(1);
            assertThat(rest(socket)).doesNotContain("HTTP/1.1 4");
        }
    }

    @Test
    void head_afterABody_has10SecondsAnew() throws Exception {
        try (Socket socket = connect()) {
            socket.getOutputStream()
                    .write(("POST /api/session HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/plain\r\n"
                                    + "Content-Length: 2\r\n\r\n{")
                            .getBytes(ISO_8859_1));
            answer("GET /live HTTP/1.1\r\nHost: localhost\r\n\r\n");
            door.timers.advance(ConnectionGuard.HEAD.multipliedBy(2));
            socket.getOutputStream().write('}');
            assertThat(firstLine(socket)).startsWith("HTTP/1.1 415");

            socket.getOutputStream().write("G".getBytes(ISO_8859_1));
            answer("GET /live HTTP/1.1\r\nHost: localhost\r\n\r\n");
            door.timers.advance(ConnectionGuard.HEAD);

            assertThat(door.meters.total(Meter.WEB_SLOW_CLOSED)).isEqualTo(1);
        }
    }

    @Test
    void body_notThereAfter30Seconds_isClosed() throws Exception {
        try (Socket socket = connect()) {
            socket.getOutputStream()
                    .write(("POST /api/session HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\n"
                                    + "Content-Type: application/json\r\nContent-Length: 100\r\n\r\n{")
                            .getBytes(ISO_8859_1));
            assertThat(firstLine(socket)).startsWith("HTTP/1.1 100");
            door.timers.advance(ConnectionGuard.HEAD);
            assertThat(door.meters.total(Meter.WEB_SLOW_CLOSED)).isZero();

            door.timers.advance(ConnectionGuard.BODY);

            assertThat(firstLine(socket)).isNull();
            assertThat(door.meters.total(Meter.WEB_SLOW_CLOSED)).isEqualTo(1);
        }
    }

    @Test
    void connections_oneTooManyFromAnAddress_isClosedUntilAnotherOneEnds() throws Exception {
        door.close();
        door = new Door(Door.address(WebServer.Read.OPEN, List.of(), 20), Door.users());
        List<Socket> open = new ArrayList<>();
        try {
            for (int i = 0; i < 20; i++) {
                Socket socket = connect();
                open.add(socket);
                assertThat(ask(socket)).startsWith("HTTP/1.1 200");
            }
            try (Socket oneTooMany = connect()) {
                assertThat(ask(oneTooMany)).isNull();
            }
            assertThat(door.meters.total(Meter.WEB_CONNECTIONS_REFUSED)).isEqualTo(1);
        } finally {
            for (Socket socket : open) {
                socket.close();
            }
        }
    }

    @Test
    void http2InClear_isNotSpoken() throws Exception {
        try (Socket socket = connect()) {
            socket.getOutputStream()
                    .write(String.join(
                                    "\r\n",
                                    "GET /live HTTP/1.1",
                                    "Host: localhost",
                                    "Connection: Upgrade, HTTP2-Settings",
                                    "Upgrade: h2c",
                                    "HTTP2-Settings: AAMAAABkAAQAAP__",
                                    "",
                                    "")
                            .getBytes(ISO_8859_1));

            assertThat(firstLine(socket)).startsWith("HTTP/1.1 200");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/../etc/passwd",
        "/%2e%2e/%2e%2e/etc/passwd",
        "/web/../../etc/passwd",
        "/.git/config",
        "/..%2f..%2fetc%2fpasswd",
        "//etc/passwd",
        "/assets/../.env",
        "/%00"
    })
    void path_thatLeavesThePage_findsNothing(String path) throws Exception {
        assertThat(answer("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n"))
                .matches("HTTP/1.1 40[04].*");
    }

    private @Nullable String answer(String request) throws IOException {
        try (Socket socket = connect()) {
            socket.getOutputStream().write(request.getBytes(ISO_8859_1));
            return firstLine(socket);
        }
    }

    private static @Nullable String ask(Socket socket) throws IOException {
        try {
            socket.getOutputStream().write("GET /live HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(ISO_8859_1));
            return firstLine(socket);
        } catch (SocketException closed) {
            return null;
        }
    }

    private static @Nullable String firstLine(Socket socket) throws IOException {
        try {
            return new BufferedReader(new InputStreamReader(socket.getInputStream(), ISO_8859_1)).readLine();
        } catch (SocketException reset) {
            return null;
        }
    }

    /** All that comes until the end. */
    private static String rest(Socket socket) throws IOException {
        try {
            return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
        } catch (SocketException reset) {
            return "";
        }
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), door.server.port());
        socket.setSoTimeout(60_000);
        return socket;
    }
}
