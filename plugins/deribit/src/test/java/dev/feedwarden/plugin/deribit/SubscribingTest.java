package dev.feedwarden.plugin.deribit;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Subscribe requests and what the venue answers, through the protocol. */
class SubscribingTest {

    private static final String C4 = "ETH-25DEC26-4000-C";
    private static final String C5 = "ETH-25DEC26-5000-C";

    private final FakeContext context = new FakeContext(Instant.parse("2026-11-21T12:00:00Z"));
    private final DeribitFeed feed = context.feed(Map.of());

    @Test
    void subscribe_streams_sendsTheirChannels() {
        FakeSession session = greeted(1);

        session.protocol().subscribe(List.of(C4, C5));
        session.protocol().unsubscribe(List.of(C5));

        assertThat(session.sent.subList(1, 3))
                .containsExactly(
                        "{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"public/subscribe\",\"params\":{\"channels\":"
                                + "[\"ticker.ETH-25DEC26-4000-C.100ms\",\"ticker.ETH-25DEC26-5000-C.100ms\"]}}",
                        "{\"jsonrpc\":\"2.0\",\"id\":0,\"method\":\"public/unsubscribe\",\"params\":{\"channels\":"
                                + "[\"ticker.ETH-25DEC26-5000-C.100ms\"]}}");
    }

    @Test
    void acknowledgement_unorderedPartialAndForeign_isComparedAsASet() {
        FakeSession session = greeted(1);
        session.protocol().subscribe(List.of(C4, C5, "ETH-25DEC26-6000-C"));

        session.answer(
                "public/subscribe",
                new JsonArray()
                        .add("ticker." + C5 + ".raw")
                        .add("book." + C5 + ".100ms")
                        .add(7)
                        .add("ticker.ETH-OTHER.100ms")
                        .add("ticker." + C4 + ".100ms"));

        assertThat(session.reports)
                .containsExactly(
                        "acknowledged [" + C4 + ", " + C5 + ", ETH-25DEC26-6000-C] granted [" + C5 + ", " + C4 + "]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "\"ok\"", "null", "{}"})
    void acknowledgement_ofNothing_grantsNothing(String result) {
        FakeSession session = greeted(1);
        session.protocol().subscribe(List.of(C4));

        session.receive("{\"jsonrpc\":\"2.0\",\"id\":2,\"result\":" + result + "}");

        assertThat(session.reports).containsExactly("acknowledged [" + C4 + "] granted []");
    }

    @Test
    void answers_outOfOrderAndWithTextIds_findTheirRequests() {
        FakeSession session = greeted(1);
        session.protocol().subscribe(List.of(C4));
        session.protocol().subscribe(List.of(C5));

        session.receive("{\"id\":\"3\",\"result\":[\"ticker." + C5 + ".100ms\"]}");
        session.receive("{\"id\":2.0,\"result\":[\"ticker." + C4 + ".100ms\"]}");

        assertThat(session.reports)
                .containsExactly(
                        "acknowledged [" + C5 + "] granted [" + C5 + "]",
                        "acknowledged [" + C4 + "] granted [" + C4 + "]");
    }

    @Test
    void answers_toNobody_areIgnored() {
        FakeSession session = greeted(1);

        session.receive("{\"id\":99,\"result\":\"ok\"}");
        session.receive("{\"id\":\"cryptofeed\",\"result\":\"ok\"}");
        session.receive("{\"result\":{\"version\":\"1.2.26\"}}");

        assertThat(session.reports).isEmpty();
        assertThat(session.malformed).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"13778, FATAL", "13020, GONE", "10041, RETRY", "11051, RETRY", "-32600, TOO_LARGE", "12345, RETRY"})
    void subscribe_refused_isClassified(int code, String refusal) {
        FakeSession session = greeted(1);
        session.protocol().subscribe(List.of(C4));

        session.fail("public/subscribe", code, "words");

        assertThat(session.reports).contains("refused [" + C4 + "] " + refusal + " " + code + " words");
    }

    @Test
    void subscribe_tooLargeWithoutId_refusesTheLargestRequest() {
        FakeSession session = greeted(1);
        session.protocol().subscribe(List.of(C4, C5));
        session.protocol().subscribe(List.of(C4));

        session.receive("{\"jsonrpc\": \"2.0\", \"error\": {\"code\": -32600, \"message\": \"request entity too"
                + " large\"}, \"usIn\": 1735470238752669, \"usOut\": 1735470238752706}");

        assertThat(session.reports)
                .containsExactly("refused [" + C4 + ", " + C5 + "] TOO_LARGE -32600 request entity too large");
    }

    @Test
    void error_withoutIdOrRequest_isAFaultAndNothingMore() {
        FakeSession session = greeted(1);

        session.receive("{\"error\":{\"code\":11050,\"data\":\"invalid json\",\"message\":\"bad_request\"}}");
        session.receive("{\"error\":{\"code\":-32600,\"message\":\"request entity too large\"}}");
        session.receive("{\"error\":\"what\"}");

        assertThat(session.reports)
                .containsExactly(
                        "fault PLUGIN 11050 bad_request (invalid json)",
                        "fault SUBSCRIPTION -32600 request entity too large",
                        "fault VENUE 0 no message");
    }

    @Test
    void requests_beyondTheLimit_areRefusedAndCounted() {
        FakeSession session = greeted(1);
        for (int each = 0; each < Requests.MOST; each++) {
            session.protocol().subscribe(List.of(C4));
        }
        assertThat(session.reports).isEmpty();

        session.protocol().subscribe(List.of(C5));

        assertThat(session.reports)
                .containsExactly(
                        "fault VENUE public/subscribe not sent: expected fewer than 32 unanswered requests",
                        "refused [" + C5 + "] RETRY public/subscribe not sent: expected fewer than 32 unanswered"
                                + " requests");
        context.timers.advance(Requests.TIMEOUT);
        session.protocol().subscribe(List.of(C5));
        assertThat(session.requests("public/subscribe")).hasSize(Requests.MOST + 1);
    }

    private FakeSession greeted(int index) {
        FakeSession session = new FakeSession(index, context.timers).connect(feed);
        session.answer("public/set_heartbeat", "ok");
        return session;
    }
}
