package dev.feedwarden.plugin.bybit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.feedwarden.api.event.FaultKind;
import dev.feedwarden.api.feed.Session.Refusal;
import dev.feedwarden.api.kit.TestSession;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BybitProtocolTest {

    private static final List<String> BOTH = List.of(Samples.CALL, Samples.PUT);

    private final Bench bench = new Bench(Map.of()).lists(Samples.CALL, Samples.PUT);
    private final TestSession session = bench.session();
    private final BybitProtocol protocol;

    BybitProtocolTest() {
        bench.feed.discover();
        protocol = new BybitProtocol(bench.feed, session);
        protocol.connected();
    }

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void connected_pingsAtOnce_thenEveryInterval() {
        assertThat(session.readyCount()).isEqualTo(1);
        for (int i = 1; i <= 3; i++) {
            assertThat(sent("ping")).hasSize(i);
            pong();
            bench.timers.advance(Duration.ofSeconds(20));
        }
        assertThat(session.resets()).isEmpty();
    }

    @Test
    void noPong_connectionIsMadeAnew() {
        bench.timers.advance(Duration.ofMillis(9_999));
        assertThat(session.resets()).isEmpty();
        bench.timers.advance(Duration.ofMillis(1));
        assertThat(session.resets()).extracting(TestSession.Reset::cause).containsExactly(FaultKind.TIMEOUT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"success\":true,\"ret_msg\":\"pong\",\"conn_id\":\"x\",\"op\":\"ping\"}",
                "{\"success\":true,\"ret_msg\":\"pong\",\"conn_id\":\"x\",\"req_id\":\"1\",\"op\":\"ping\"}",
                "{\"args\":[\"1772445601000\"],\"op\":\"pong\"}",
                "{\"req_id\":\"1\",\"op\":\"pong\",\"args\":[\"1772445601000\"],\"conn_id\":\"x\"}"
            })
    void pong_ofEveryShape_isOne_andNoAnswerToARequest(String text) {
        protocol.subscribe(BOTH);
        protocol.received(Buffer.buffer(text));
        bench.timers.advance(Duration.ofSeconds(15));
        assertThat(session.resets()).isEmpty();
        assertThat(session.answers()).isEmpty();
        assertThat(session.malformed()).isEmpty();
        if (text.contains("args")) {
            assertThat(session.venueTime()).isEqualTo(Instant.ofEpochMilli(1_772_445_601_000L));
        }
    }

    @Test
    void answer_isMatchedByItsTopics_notByItsOrder() {
        protocol.subscribe(List.of(Samples.CALL));
        protocol.subscribe(List.of(Samples.PUT));
        protocol.received(Samples.answer(List.of(Samples.PUT), List.of()));
        assertThat(session.answers())
                .containsExactly(new TestSession.Answer(List.of(Samples.PUT), List.of(Samples.PUT), null));
    }

    @Test
    void answer_toUnsubscribe_grantsNothing() {
        protocol.unsubscribe(List.of(Samples.CALL));
        protocol.received(Samples.answer(List.of(Samples.CALL), List.of()));
        assertThat(session.answers()).isEmpty();
    }

    @Test
    void answer_failTopics_areNotGranted_andSaid() {
        protocol.subscribe(BOTH);
        protocol.received(Samples.answer(List.of(Samples.CALL), List.of(Samples.PUT)));
        assertThat(session.answers()).containsExactly(new TestSession.Answer(BOTH, List.of(Samples.CALL), null));
        assertThat(session.faults()).extracting("kind").containsExactly(FaultKind.SUBSCRIPTION);
    }

    @Test
    void answer_aboutNothingWeAsked_grantsNothing_andIsSaid() {
        protocol.subscribe(List.of(Samples.CALL));
        protocol.received(Samples.answer(List.of("ETH-1JAN27-1-C"), List.of()));
        assertThat(session.answers()).isEmpty();
        assertThat(session.faults()).extracting("kind").containsExactly(FaultKind.SUBSCRIPTION);
    }

    @ParameterizedTest
    @CsvSource({
        "args size >10, 2, TOO_LARGE",
        "args length is too long, 2, TOO_LARGE",
        "Invalid symbol :[tickers.X], 2, TOO_LARGE",
        "Invalid symbol :[tickers.X], 1, GONE",
        "something else, 2, RETRY"
    })
    void answer_refusesAll_isClassified(String words, int streams, Refusal refusal) {
        List<String> asked = BOTH.subList(0, streams);
        protocol.subscribe(asked);
        protocol.received(new JsonObject()
                .put("success", false)
                .put("ret_msg", words)
                .put("op", "subscribe")
                .toBuffer());
        assertThat(session.answers()).containsExactly(new TestSession.Answer(asked, List.of(), refusal));
        assertThat(bench.wanted()).hasSize(refusal == Refusal.GONE ? 1 : 2);
    }

    @Test
    void answer_tooMany_endsTheConnection_andTheNextOnesAreCareful() {
        for (int seconds : List.of(1, 2, 4)) {
            protocol.subscribe(BOTH);
            protocol.received(new JsonObject()
                    .put("retCode", 10006)
                    .put("retMsg", "Too many visits!")
                    .toBuffer());
            assertThat(last(session.resets()).notBefore()).isEqualTo(Duration.ofSeconds(seconds));
        }
        assertThat(bench.feed.limits().streamsPerRequest()).isEqualTo(5);
        assertThat(bench.feed.limits().requestPace()).isEqualTo(Duration.ofSeconds(2));
        bench.timers.advance(Pacing.CAREFUL_FOR);
        assertThat(bench.feed.limits().streamsPerRequest()).isEqualTo(100);
    }

    @Test
    void closed_rightAfterARequest_halvesTheNextRequests() {
        protocol.subscribe(BOTH);
        protocol.closed();
        assertThat(bench.feed.limits().streamsPerRequest()).isEqualTo(5);
        bench.timers.advance(Pacing.CAREFUL_FOR);
        assertThat(bench.feed.limits().streamsPerRequest()).isEqualTo(100);
    }

    @Test
    void granted_withoutData_isAskedForAgain_everMoreSeldom() {
        protocol.subscribe(BOTH);
        protocol.received(Samples.snapshot(Samples.PUT)); // before the answer, as happens
        protocol.received(Samples.answer(BOTH, List.of()));
        List<Integer> restarts = new ArrayList<>();
        for (int second = 5; second <= 300; second += 5) {
            pong();
            bench.timers.advance(Duration.ofSeconds(5));
            if (session.restarts().size() > restarts.size()) {
                restarts.add(second);
                protocol.unsubscribe(List.of(Samples.CALL));
                protocol.received(Samples.answer(List.of(Samples.CALL), List.of()));
                protocol.subscribe(List.of(Samples.CALL));
                protocol.received(Samples.answer(List.of(Samples.CALL), List.of()));
            }
        }
        assertThat(session.restarts()).allMatch(List.of(Samples.CALL)::equals);
        assertThat(restarts).containsExactly(30, 60, 120, 240);
    }

    @Test
    void silentConnection_whilePricesMove_isMadeAnew() {
        protocol.subscribe(BOTH);
        protocol.received(Samples.answer(BOTH, List.of()));
        protocol.received(Samples.snapshot(Samples.CALL));
        protocol.received(Samples.snapshot(Samples.PUT));
        for (int i = 0; i < 12; i++) {
            bench.timers.advance(Duration.ofSeconds(5));
            pong();
        }
        assertThat(session.resets())
                .extracting(TestSession.Reset::detail)
                .singleElement()
                .asString()
                .startsWith("2 of 2 topics said nothing for 30 s");
    }

    @Test
    void quietConnection_whilePricesStand_stays() {
        bench.replies.put(
                "/v5/market/tickers",
                Bench.ok(new JsonObject()
                        .put(
                                "list",
                                new io.vertx.core.json.JsonArray()
                                        .add(Bench.ticker(Samples.CALL, 1, "122.05463912")))));
        protocol.received(Samples.snapshot(Samples.CALL));
        for (int i = 0; i < 30; i++) {
            bench.timers.advance(Duration.ofSeconds(5));
            pong();
        }
        assertThat(session.resets()).isEmpty();
    }

    @Test
    void malformed_isSetAside_othersGoOn() {
        protocol.received(Buffer.buffer("{\"topic\":\"tickers.X\",\"ts\":1,"));
        protocol.received(Buffer.buffer("{\"hello\":1}"));
        protocol.received(Buffer.buffer("[]"));
        protocol.received(Samples.snapshot(Samples.CALL));
        assertThat(session.malformed()).hasSize(3);
        assertThat(session.ticks()).hasSize(1);
        assertThat(session.resets()).isEmpty();
    }

    @Test
    void deltaAfterUnsubscribe_isNotMergedIntoWhatWasBefore() {
        protocol.received(Samples.snapshot(Samples.CALL));
        protocol.unsubscribe(List.of(Samples.CALL));
        protocol.received(Samples.message(
                        "delta", new JsonObject().put("symbol", Samples.CALL).put("bidPrice", "1"))
                .toBuffer());
        assertThat(session.ticks()).hasSize(1);
    }

    private void pong() {
        protocol.received(Buffer.buffer("{\"args\":[\"" + bench.timers.now().toEpochMilli() + "\"],\"op\":\"pong\"}"));
    }

    private List<String> sent(String op) {
        return session.sent().stream()
                .map(Buffer::toString)
                .filter(text -> text.contains("\"op\":\"" + op + "\""))
                .toList();
    }

    private static <T> T last(List<T> list) {
        return list.get(list.size() - 1);
    }
}
