package dev.feedwarden.plugin.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HeartbeatTest {

    private Rig rig;
    private DeribitClient client;

    @BeforeEach
    void open() throws Exception {
        rig = Rig.started(Map.of("instruments", 20));
        client = rig.client();
    }

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void heartbeat_answered_keepsTheSession() throws Exception {
        client.call("public/set_heartbeat", new JsonObject().put("interval", 10));

        for (int i = 0; i < 3; i++) {
            rig.advance(Duration.ofMillis(10_600));
            JsonObject request = client.until(text -> text.contains("test_request"));
            assertThat(request.fieldNames()).containsExactly("params", "method", "jsonrpc");
            client.call("public/test", new JsonObject());
        }

        assertThat(client.isClosed()).isFalse();
    }

    @Test
    void heartbeat_unanswered_closesTenSecondsAfterTheFirst() throws Exception {
        client.call("public/set_heartbeat", new JsonObject().put("interval", 10));
        rig.advance(Duration.ofMillis(10_600));
        client.until(text -> text.contains("test_request"));
        rig.advance(Duration.ofMillis(9_900));
        client.call("public/hello", new JsonObject());
        rig.advance(Duration.ofMillis(100));

        assertThat(client.closeCode()).isEqualTo((short) 4000);
    }

    @Test
    void heartbeat_disabled_asksNoMore() throws Exception {
        client.call("public/set_heartbeat", new JsonObject().put("interval", 10));
        client.subscribe(List.of("platform_state"));
        client.call("public/disable_heartbeat", new JsonObject());
        rig.advance(Duration.ofMinutes(5));
        client.call("public/test", new JsonObject());

        assertThat(client.drained()).noneMatch(text -> text.contains("test_request"));
    }

    @Test
    void session_withoutKeepAliveAndChannels_isCutAfterAMinute() throws Exception {
        client.call("public/test", new JsonObject());
        rig.advance(Duration.ofMillis(60_500));

        assertThat(client.closeCode()).isNotEqualTo((short) 1000);
    }
}
