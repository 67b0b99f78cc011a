package dev.feedwarden.plugin.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ControlTest {

    private Rig rig;

    @BeforeEach
    void open() throws Exception {
        rig = Rig.started(Map.of("instruments", 20));
    }

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void feeds_bothDoors_sayTheSame() throws Exception {
        DeribitClient client = rig.client();
        client.subscribe(Venues.tickers(rig, "ETH", 3));
        rig.fault("stall", "20s");

        JsonObject feed = new JsonObject(rig.get("/sim/feeds").body())
                .getJsonArray("feeds")
                .getJsonObject(0);

        assertThat(feed).isEqualTo(rig.feed());
        assertThat(feed.getString("id")).isEqualTo("deribit");
        assertThat(feed.getString("exchange")).isEqualTo("deribit");
        assertThat(feed.getInteger("port")).isEqualTo(rig.port());
        assertThat(feed.getInteger("connections")).isEqualTo(1);
        assertThat(feed.getInteger("subscriptions")).isEqualTo(3);
        assertThat(feed.getJsonArray("faults").getJsonObject(0))
                .isEqualTo(new JsonObject().put("kind", "stall").put("until", "2026-11-18T12:00:20Z"));
    }

    @Test
    void faults_overTheExchangesPort_beginAndEndByThemselves() throws Exception {
        var answer = rig.post("/sim/faults", "{\"feed\":\"deribit\",\"kind\":\"stall\",\"for\":\"500ms\"}");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(new JsonObject(answer.body()).getString("kind")).isEqualTo("stall");
        assertThat(faults()).isEqualTo(1);
        rig.advance(Duration.ofMillis(499));
        assertThat(faults()).isEqualTo(1);
        rig.advance(Duration.ofMillis(1));
        assertThat(faults()).isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"feed\":\"deribit\",\"kind\":\"melt\",\"for\":\"1s\"} | kind: expected one of drop, refuse",
                "{\"feed\":\"other\",\"kind\":\"drop\",\"for\":\"1s\"} | feed: expected one of deribit, found 'other'",
                "{\"feed\":\"deribit\",\"kind\":\"drop\",\"for\":\"soon\"} | found 'soon'",
                "{\"feed\":\"deribit\",\"kind\":\"drop\",\"for\":\"0s\"} | found '0s'",
                "{\"feed\":\"deribit\",\"kind\":\"drop\",\"for\":\"25h\"} | found '25h'",
                "{\"feed\":\"deribit\",\"kind\":\"drop\"} | for: expected",
                "{\"feed\":\"deribit\",\"kind\":\"session-conflict\",\"for\":\"1s\"} | cannot happen at deribit",
                "nonsense | body: expected an object"
            })
    void faults_wrong_areRefusedSayingWhy(String body, String error) throws Exception {
        var answer = rig.post("/sim/faults", body);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(new JsonObject(answer.body()).getString("error")).contains(error);
        assertThat(faults()).isZero();
    }

    @Test
    void paths_unknown_areSaidToBe() throws Exception {
        assertThat(rig.get("/sim/nothing").statusCode()).isEqualTo(404);
        assertThat(rig.get("/sim/truth/other").statusCode()).isEqualTo(404);
        assertThat(rig.post("/sim/feeds", "").statusCode()).isEqualTo(405);
        assertThat(rig.post("/sim/faults", "x".repeat(70_000)).statusCode()).isEqualTo(413);
    }

    @Test
    void control_switchedOff_isNotOnTheExchangesPort() throws Exception {
        try (Rig closed = Rig.started(Map.of("instruments", 20, "control", false, "feed", "mine"))) {
            assertThat(closed.get("/sim/feeds").statusCode()).isEqualTo(404);
            assertThat(closed.feed().getString("id")).isEqualTo("mine");
            assertThat(closed.client().subscribe(List.of("platform_state"))).hasSize(1);
        }
    }

    private int faults() throws Exception {
        return new JsonObject(rig.get("/sim/feeds").body())
                .getJsonArray("feeds")
                .getJsonObject(0)
                .getJsonArray("faults")
                .size();
    }
}
