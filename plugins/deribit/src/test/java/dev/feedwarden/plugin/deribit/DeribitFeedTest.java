package dev.feedwarden.plugin.deribit;

import static dev.feedwarden.plugin.deribit.Samples.notification;
import static org.assertj.core.api.Assertions.assertThat;

import dev.feedwarden.api.feed.Stream;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Discovery, in virtual time. */
class DeribitFeedTest {

    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
    private static final Instant TOMORROW_8 = Instant.parse("2026-11-22T08:00:00Z");
    private static final String DAILY = "ETH-22NOV26-4000-C";
    private static final String A = "ETH-25DEC26-4000-C";
    private static final String B = "ETH-25DEC26-5000-C";

    private final FakeContext context = new FakeContext(NOON);
    private final DeribitFeed feed = context.feed(Map.of("top", 2));

    @Test
    void want_afterDiscovery_isTheTopWithExpiries() {
        FakeSession session = greeted();

        session.list(
                new Instrument(DAILY, TOMORROW_8, 5),
                new Instrument(A, Samples.EXPIRY, 7),
                new Instrument(B, Samples.EXPIRY, 1));

        assertThat(context.wanted)
                .containsExactly(List.of(new Stream(DAILY, TOMORROW_8), new Stream(A, Samples.EXPIRY)));
    }

    @Test
    void want_sameRanking_isNotRepeated() {
        FakeSession session = greeted();
        session.list(new Instrument(A, Samples.EXPIRY, 7), new Instrument(B, Samples.EXPIRY, 1));

        context.timers.advance(Duration.ofMinutes(10));
        session.list(new Instrument(A, Samples.EXPIRY, 3), new Instrument(B, Samples.EXPIRY, 4));

        assertThat(context.wanted).hasSize(1);
    }

    @Test
    void discovery_ofSeveralMarkets_asksOneAfterTheOther() {
        FakeContext other = new FakeContext(NOON);
        DeribitFeed both = other.feed(Map.of("currency", List.of("BTC", "ETH_USDC"), "top", 1));
        FakeSession session = new FakeSession(0, other.timers).connect(both);
        session.answer("public/set_heartbeat", "ok");

        session.list(new Instrument("BTC-25DEC26-90000-C", Samples.EXPIRY, 1));
        assertThat(session.last("public/get_instruments")
                        .getJsonObject("params")
                        .getString("currency"))
                .isEqualTo("USDC");
        assertThat(other.wanted).isEmpty();
        session.list(
                new Instrument("ETH_USDC-25DEC26-4000-C", Samples.EXPIRY, 1),
                new Instrument("XRP_USDC-1-2-C", TOMORROW_8, 9));

        assertThat(other.wantedNames()).containsExactly("BTC-25DEC26-90000-C", "ETH_USDC-25DEC26-4000-C");
    }

    @Test
    void listingNotices_many_causeOneRanking() {
        FakeSession session = greeted();
        session.list(new Instrument(A, Samples.EXPIRY, 7));
        for (int each = 0; each < 142; each++) {
            session.receive(notification(
                    "instrument.state.option.ETH",
                    new JsonObject().put("state", "created").put("instrument_name", "ETH-" + each)));
            context.timers.advance(Duration.ofMillis(50));
        }
        context.timers.advance(Discovery.SETTLE);

        assertThat(session.requests("public/get_instruments")).hasSize(2);
    }

    @Test
    void listingNotice_duringARound_causesOneMoreAfterIt() {
        FakeSession session = greeted();
        session.receive(notification("instrument.state.option.ETH", new JsonObject().put("state", "created")));
        session.list(new Instrument(A, Samples.EXPIRY, 7));
        assertThat(session.requests("public/get_instruments")).hasSize(1);

        context.timers.advance(Discovery.SETTLE);

        assertThat(session.requests("public/get_instruments")).hasSize(2);
    }

    @Test
    void emptyAnswer_keepsTheOldSetAndIsAFault() {
        FakeSession session = greeted();
        session.list(new Instrument(A, Samples.EXPIRY, 7));
        context.timers.advance(Duration.ofMinutes(10));

        session.answer("public/get_instruments", new JsonArray());
        session.answer("public/get_book_summary_by_currency", new JsonArray());

        assertThat(context.wanted).hasSize(1);
        assertThat(session.reports)
                .containsExactly("fault VENUE discovery of ETH: expected options that have not expired, found none of 0"
                        + " ranked; the old set stays");
    }

    @Test
    void failedRounds_areRepeatedLessAndLessOften() {
        FakeSession session = greeted();
        for (int seconds : List.of(2, 4, 8, 16, 32, 60, 60)) {
            int asked = session.requests("public/get_instruments").size();
            session.fail("public/get_instruments", 13028, "temporarily_unavailable");
            context.timers.advance(Duration.ofSeconds(seconds).minusMillis(1));
            assertThat(session.requests("public/get_instruments")).hasSize(asked);
            context.timers.advance(Duration.ofMillis(1));
            assertThat(session.requests("public/get_instruments")).hasSize(asked + 1);
        }
        assertThat(session.reports).hasSize(7).allMatch(report -> report.startsWith("fault VENUE discovery of ETH"));

        session.list(new Instrument(A, Samples.EXPIRY, 7));
        assertThat(context.wantedNames()).containsExactly(A);
    }

    @Test
    void unansweredRound_isRepeated() {
        FakeSession session = greeted();

        context.timers.advance(Requests.TIMEOUT.plusSeconds(2));

        assertThat(session.requests("public/get_instruments")).hasSize(2);
        assertThat(session.reports)
                .contains("fault TIMEOUT discovery of ETH: public/get_instruments unanswered for 15 s");
    }

    @Test
    void refusedForGood_isMisconfiguredAndNotRepeatedBeforeTheRefresh() {
        FakeSession session = greeted();
        session.receive(new JsonObject()
                .put("id", session.lastId("public/get_instruments"))
                .put(
                        "error",
                        new JsonObject()
                                .put("code", -32602)
                                .put("message", "Invalid params")
                                .put(
                                        "data",
                                        new JsonObject()
                                                .put("param", "currency")
                                                .put("reason", "no such"))));

        assertThat(session.reports)
                .containsExactly(
                        "fault CONFIGURATION discovery of ETH: -32602 Invalid params (no such)", "venue MISCONFIGURED");
        context.timers.advance(Duration.ofMinutes(9));
        assertThat(session.requests("public/get_instruments")).hasSize(1);
        context.timers.advance(Duration.ofMinutes(1));
        assertThat(session.requests("public/get_instruments")).hasSize(2);
    }

    @Test
    void oneMarketFailing_doesNotKeepTheOtherFromBeingRanked() {
        FakeContext other = new FakeContext(NOON);
        DeribitFeed both = other.feed(Map.of("currency", List.of("BTC", "ETH")));
        FakeSession session = new FakeSession(0, other.timers).connect(both);
        session.answer("public/set_heartbeat", "ok");

        session.fail("public/get_instruments", 10041, "settlement_in_progress");
        session.list(new Instrument(A, Samples.EXPIRY, 7));

        assertThat(other.wantedNames()).containsExactly(A);
    }

    @Test
    void reconnect_withFreshRanking_doesNotAskAgainAtOnce() {
        FakeSession first = greeted();
        first.list(new Instrument(A, Samples.EXPIRY, 7));
        context.timers.advance(Duration.ofSeconds(20));
        first.disconnect();

        FakeSession second = greeted();
        assertThat(second.requests("public/get_instruments")).isEmpty();
        context.timers.advance(Duration.ofSeconds(40));

        assertThat(second.requests("public/get_instruments")).hasSize(1);
    }

    @Test
    void closedConnection_ofAnEarlierSession_doesNotSilenceTheNewOne() {
        FakeSession first = greeted();
        first.list(new Instrument(DAILY, TOMORROW_8, 5), new Instrument(A, Samples.EXPIRY, 7));
        FakeSession second = greeted();
        first.disconnect();

        context.timers.advance(Duration.ofMinutes(1));
        second.list(new Instrument(DAILY, TOMORROW_8, 5), new Instrument(A, Samples.EXPIRY, 7));
        int asked = second.requests("public/get_instruments").size();
        feed.rankSoon();
        context.timers.advance(Discovery.SETTLE);

        assertThat(second.requests("public/get_instruments")).hasSize(asked + 1);
    }

    @Test
    void streamsThatAreGone_leaveTheSetAndAreReplaced() {
        FakeSession session = greeted();
        session.list(new Instrument(A, Samples.EXPIRY, 7), new Instrument(B, Samples.EXPIRY, 1));
        session.protocol().subscribe(List.of(A));

        session.fail("public/subscribe", 13019, "orderbook_closed");

        assertThat(context.wantedNames()).containsExactly(B);
        context.timers.advance(Discovery.SETTLE);
        assertThat(session.requests("public/get_instruments")).hasSize(2);
    }

    @Test
    void close_whateverWasSet_leavesNoTimerOfTheFeed() {
        FakeContext other = new FakeContext(NOON);
        DeribitFeed closing = other.feed(Map.of());
        closing.tally().add(Tally.SKIPPED, 1);
        assertThat(other.timers.pending()).isEqualTo(2);

        assertThat(closing.close().succeeded()).isTrue();

        assertThat(other.timers.pending()).isZero();
    }

    private FakeSession greeted() {
        FakeSession session = new FakeSession(0, context.timers).connect(feed).kept();
        session.answer("public/set_heartbeat", "ok");
        session.answer("public/subscribe", new JsonArray().add("platform_state").add("instrument.state.option.ETH"));
        return session;
    }
}
