package dev.feedwarden.plugin.deribit;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The keep-alive, through the protocol that uses it. */
class HeartbeatTest {

    private final FakeContext context = new FakeContext(Instant.parse("2026-11-21T12:00:00Z"));
    private final DeribitFeed feed = context.feed(Map.of());

    @Test
    void received_testRequest_isAnsweredAtOnce() {
        FakeSession session = greeted(1);

        session.receive("{\"params\":{\"type\":\"test_request\"},\"method\":\"heartbeat\",\"jsonrpc\":\"2.0\"}");
        session.receive("{\"params\":{\"type\":\"heartbeat\"},\"method\":\"heartbeat\",\"jsonrpc\":\"2.0\"}");

        assertThat(session.sent.subList(1, session.sent.size()))
                .containsExactly("{\"jsonrpc\":\"2.0\",\"id\":0,\"method\":\"public/test\",\"params\":{}}");
    }

    @Test
    void received_testRequestsGoOn_nothingIsProbed() {
        FakeSession session = greeted(1);
        for (int each = 0; each < 20; each++) {
            context.timers.advance(Duration.ofMillis(10_700));
            session.receive("{\"method\":\"heartbeat\",\"params\":{\"type\":\"test_request\"}}");
        }

        assertThat(session.requests("public/test")).hasSize(20).allMatch(request -> request.getInteger("id") == 0);
    }

    @Test
    void watchdog_threeIntervalsWithoutTestRequest_probesThenResets() {
        FakeSession session = greeted(1);

        context.timers.advance(Duration.ofSeconds(30));
        assertThat(session.requests("public/test")).hasSize(1);
        assertThat(session.reports).isEmpty();

        context.timers.advance(Duration.ofSeconds(15));
        assertThat(session.reports)
                .containsExactly("reset TIMEOUT no test_request for 3 intervals of 10 s, and public/test unanswered"
                        + " for 15 s notBefore 0s");
    }

    @Test
    void watchdog_probeAnswered_goesOn() {
        FakeSession session = greeted(1);

        context.timers.advance(Duration.ofSeconds(30));
        session.answer("public/test", new JsonObject().put("version", "1.2.26"));
        context.timers.advance(Duration.ofSeconds(29));

        assertThat(session.requests("public/test")).hasSize(1);
        context.timers.advance(Duration.ofSeconds(1));
        assertThat(session.requests("public/test")).hasSize(2);
        assertThat(session.reports).isEmpty();
    }

    private FakeSession greeted(int index) {
        FakeSession session = new FakeSession(index, context.timers).connect(feed);
        session.answer("public/set_heartbeat", "ok");
        return session;
    }
}
