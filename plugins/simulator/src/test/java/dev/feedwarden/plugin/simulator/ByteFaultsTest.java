package dev.feedwarden.plugin.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Faults of bytes, seen by a client on the public port. */
class ByteFaultsTest {

    private Rig rig;
    private DeribitClient client;

    @BeforeEach
    void open() throws Exception {
        rig = Rig.started(Map.of("instruments", 20));
        client = rig.client();
        client.subscribe(Venues.tickers(rig, "ETH", 20));
        client.data(20);
    }

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void drop_wholeTime_cutsEveryConnectionOnceItIsMade() throws Exception {
        rig.fault("drop", "10s");
        client.closeCode();

        assertThat(rig.client().closeCode()).isNotEqualTo((short) 1000);
        rig.advance(Duration.ofMillis(9_999));
        assertThat(rig.client().closeCode()).isNotEqualTo((short) 1000);
        rig.advance(Duration.ofMillis(1));
        assertServes();
    }

    @Test
    void refuse_wholeTime_resetsBeforeAnythingIsAnswered() throws Exception {
        rig.fault("refuse", "10s");
        client.closeCode();

        assertThat(rig.connecting().toCompletionStage().toCompletableFuture())
                .failsWithin(Duration.ofSeconds(Rig.PATIENCE_SECONDS));
        assertThatThrownBy(() -> rig.get("/api/v2/public/test")).isInstanceOf(IOException.class);
        assertThat(rig.get("/sim/feeds").statusCode()).isEqualTo(200);
        rig.advance(Duration.ofSeconds(10));
        assertServes();
    }

    @Test
    void halfOpen_openConnection_hearsNothingAndIsDeadAfterwards() throws Exception {
        rig.fault("half-open", "10s");
        client.ask("public/test", new JsonObject());
        try (Socket fresh = new Socket(InetAddress.getLoopbackAddress(), rig.port())) {
            fresh.getOutputStream().write("GET /ws/api/v2 HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            assertThat(rig.get("/sim/feeds").statusCode()).isEqualTo(200);
            rig.advance(Duration.ofMillis(9_900));
            assertThat(rig.get("/sim/truth/deribit").statusCode()).isEqualTo(200);
            assertThat(client.isClosed()).isFalse();
            assertThat(client.drained()).isEmpty();
            rig.advance(Duration.ofMillis(100));

            client.closeCode();
            assertThat(client.drained()).isEmpty();
            assertThatThrownBy(() -> fresh.getInputStream().read()).isInstanceOf(IOException.class);
        }
        assertThat(rig.truth().getInteger("sent")).isEqualTo(20);
        assertServes();
    }

    @Test
    void slowDrip_oneByteASecond_thenTheRestAtOnce() throws Exception {
        try (Socket raw = new Socket(InetAddress.getLoopbackAddress(), rig.port())) {
            raw.setSoTimeout(60_000);
            rig.fault("slow-drip", "10s");
            raw.getOutputStream()
                    .write("GET /api/v2/public/test HTTP/1.1\r\nhost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            assertThat(dripped(raw, 3)).isEqualTo("HTT");
            rig.advance(Duration.ofSeconds(10));
            assertThat(new String(raw.getInputStream().readNBytes(12), StandardCharsets.US_ASCII))
                    .contains("1 200");
        }
    }

    @Test
    void truncated_nextMessage_endsInTheMiddle() throws Exception {
        rig.fault("truncated", "10s");
        rig.advance(Duration.ofMillis(100));
        client.closeCode();

        assertThat(client.drained()).isEmpty();
        DeribitClient second = rig.client();
        second.ask("public/get_time", new JsonObject());
        second.closeCode();
        assertThat(second.drained()).isEmpty();
        rig.advance(Duration.ofSeconds(10));
        assertServes();
    }

    /** Moves second by second until so many bytes have come; each second brings one at most. */
    private String dripped(Socket raw, int count) throws Exception {
        StringBuilder text = new StringBuilder();
        for (int second = 0; text.length() < count && second < 9; second++) {
            assertThat(raw.getInputStream().available()).isLessThanOrEqualTo(1);
            rig.advance(Duration.ofSeconds(1));
            rig.get("/sim/feeds");
            while (raw.getInputStream().available() > 0) {
                text.append((char) raw.getInputStream().read());
            }
        }
        return text.toString();
    }

    private void assertServes() throws Exception {
        DeribitClient next = rig.client();
        assertThat(next.call("public/test", new JsonObject()).containsKey("result"))
                .isTrue();
        assertThat(next.subscribe(Venues.tickers(rig, "ETH", 2))).hasSize(2);
    }
}
