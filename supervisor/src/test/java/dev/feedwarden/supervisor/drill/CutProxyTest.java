package dev.feedwarden.supervisor.drill;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.net.NetServer;
import java.net.InetAddress;
import java.net.Socket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CutProxyTest {

    private final Vertx vertx = Vertx.vertx();
    private CutProxy line;

    @BeforeEach
    void echo() throws Exception {
        NetServer echo = vertx.createNetServer()
                .connectHandler(socket -> socket.handler(socket::write))
                .listen(0, "127.0.0.1")
                .await();
        line = new CutProxy(vertx, "127.0.0.1", echo.actualPort());
    }

    @AfterEach
    void end() {
        line.close();
        vertx.close().await();
    }

    @Test
    void whole_passesBytesBothWays() throws Exception {
        try (Socket socket = connect()) {
            assertThat(echoes(socket)).isTrue();
        }
    }

    @Test
    void cut_endsWhatIsConnectedAndWhatConnects_untilItIsJoined() throws Exception {
        try (Socket before = connect()) {
            assertThat(echoes(before)).isTrue();
            line.cut();
            assertThat(before.getInputStream().read()).isEqualTo(-1);
            try (Socket meanwhile = connect()) {
                assertThat(meanwhile.getInputStream().read()).isEqualTo(-1);
            }
            line.join();
            try (Socket after = connect()) {
                assertThat(echoes(after)).isTrue();
            }
        }
    }

    private Socket connect() throws Exception {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), line.port());
        socket.setSoTimeout(60_000);
        return socket;
    }

    private static boolean echoes(Socket socket) throws Exception {
        socket.getOutputStream().write(7);
        return socket.getInputStream().read() == 7;
    }
}
