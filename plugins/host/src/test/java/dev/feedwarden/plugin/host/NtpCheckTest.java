package dev.feedwarden.plugin.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.feedwarden.api.Provider;
import dev.feedwarden.api.Reading;
import dev.feedwarden.api.check.HealthCheck;
import dev.feedwarden.api.kit.HealthCheckContract;
import dev.feedwarden.api.kit.TestContext;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.datagram.DatagramSocket;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class NtpCheckTest extends HealthCheckContract {

    /** From 1900 to 2026-01-02T03:04:05Z, at which the clock of the tests stands still. */
    private static final long NOW = 1_767_323_045L + 2_208_988_800L;

    private static Vertx server;
    private static DatagramSocket socket;
    private static volatile int head;
    private static volatile long ahead;
    private static volatile long tokenOff;

    @BeforeAll
    static void startServer() throws Exception {
        server = Vertx.vertx();
        socket = server.createDatagramSocket();
        socket.handler(packet -> {
            Buffer answer = Buffer.buffer(new byte[48]);
            answer.setByte(0, (byte) head).setByte(1, (byte) 2);
            answer.setLong(24, packet.data().getLong(40) + tokenOff);
            for (int at : new int[] {32, 40}) {
                answer.setUnsignedInt(at, NOW + ahead).setInt(at + 4, 1 << 31);
            }
            socket.send(answer, packet.sender().port(), packet.sender().host());
        });
        socket.listen(0, "127.0.0.1").toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
    }

    @AfterAll
    static void stopServer() throws Exception {
        server.close().toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
    }

    @BeforeEach
    void sound() {
        head = 0b00_100_100;
        ahead = 0;
        tokenOff = 0;
    }

    @Override
    protected Provider<? super TestContext, HealthCheck> provider() {
        return new NtpCheckProvider();
    }

    @Override
    protected Map<String, ?> settings() {
        return Map.of("server", "127.0.0.1", "port", socket.localAddress().port());
    }

    @Override
    protected Map<String, ?> unreachable() {
        return Map.of("server", "no-such-host.invalid");
    }

    @Override
    protected List<Map<String, ?>> unusable() {
        return List.of(
                Map.of("server", "a b"),
                Map.of("server", "a", "port", 0),
                Map.of("server", "a", "answer_timeout", "1h"));
    }

    @Test
    void check_clockThatIsOff_saysByHowMuchEitherWay() throws Exception {
        for (long seconds : new long[] {3, -4}) {
            ahead = seconds;
            HealthCheck check = create();
            Map<String, Double> values =
                    context().onLoop(check::check).stream().collect(Collectors.toMap(Reading::metric, Reading::value));
            assertThat(values)
                    .containsEntry("host.ntp_offset", Math.abs(seconds + 0.5))
                    .containsEntry("host.ntp_round_trip", 0.0)
                    .containsEntry("host.ntp_stratum", 2.0);
            close(check);
        }
    }

    @Test
    void check_unsynchronizedServerOrForeignAnswer_fails() throws Exception {
        HealthCheck check = create();
        head = 0b11_100_100;
        assertThatThrownBy(() -> context().onLoop(check::check)).hasMessageContaining("not synchronized");
        head = 0b00_100_100;
        tokenOff = 1;
        assertThatThrownBy(() -> context().onLoop(check::check)).hasMessageContaining("another message");
        close(check);
    }
}
