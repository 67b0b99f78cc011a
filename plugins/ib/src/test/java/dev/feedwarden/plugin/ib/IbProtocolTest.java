package dev.feedwarden.plugin.ib;

import static org.assertj.core.api.Assertions.assertThat;

import dev.feedwarden.api.event.FaultKind;
import dev.feedwarden.api.event.VenueState;
import dev.feedwarden.api.kit.TestContext;
import dev.feedwarden.api.kit.TestSession;
import dev.feedwarden.api.tick.Quote;
import dev.feedwarden.api.tick.Tick;
import dev.feedwarden.api.tick.Trade;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the gateway says and what follows from it, in virtual time. */
class IbProtocolTest {

    private static final Vertx VERTX = Vertx.vertx();
    private static final Map<String, Object> ONLY_QUOTES = Map.of("contracts", List.of(Gateway.MNQ + "@CME:quotes"));

    private Gateway gateway = new Gateway(VERTX, Map.of());

    @AfterEach
    void close() {
        gateway.close();
    }

    @AfterAll
    static void closeVertx() {
        VERTX.close().await();
    }

    private void with(Map<String, Object> settings) {
        gateway.close();
        gateway = new Gateway(VERTX, settings);
    }

    @Test
    void connected_greetsOnce_thenStarts_thenAsks() {
        gateway.connect();
        assertThat(gateway.session.sent()).containsExactly(Wire.hex("4150490000000009763135372e2e313738"));
        gateway.say("177", "20261119 09:00:00 CET");
        assertThat(gateway.news()).containsExactly(List.of("71", "2", "851", ""));
        gateway.say(9, 1, 1);
        assertThat(gateway.session.readyCount()).isZero();
        gateway.say(15, 1, "DU0000001,DU0000002,");
        assertThat(gateway.session.readyCount()).isEqualTo(1);
        assertThat(gateway.sent("49")).hasSize(1);
        assertThat(gateway.sent("9")).hasSize(1);
        gateway.subscribe();
        assertThat(gateway.session.answers())
                .containsExactly(new TestSession.Answer(
                        List.of(Gateway.QUOTES, Gateway.TRADES), List.of(Gateway.QUOTES, Gateway.TRADES), null));
        assertThat(gateway.sent("1")).hasSize(1);
        assertThat(gateway.sent("97").get(0)).contains("Last").hasSize(17);
    }

    @ParameterizedTest
    @CsvSource({"175", "179", "203", "-1"})
    void version_ofAnotherLayoutOrPlace_isRefusedForAMinute(String version) {
        gateway.connect();
        gateway.say(version, "elsewhere:4002");
        assertThat(gateway.session.resets())
                .extracting(TestSession.Reset::cause, TestSession.Reset::notBefore)
                .containsExactly(org.assertj.core.groups.Tuple.tuple(FaultKind.CONFIGURATION, Duration.ofMinutes(1)));
    }

    @Test
    void version_afterAFrameThatIsNone_isTaken() {
        gateway.connect();
        gateway.say(4, 2, -1, 2104, "early", "");
        gateway.say("178", "20261119 09:00:00 CET");
        assertThat(gateway.sent("71")).hasSize(1);
        assertThat(gateway.session.malformed()).hasSize(1);
    }

    @Test
    void bytes_oneAtATime_areTheSame() {
        gateway.serving();
        int request = gateway.request("1");
        gateway.replay(request);
        Buffer frame = Wire.frame(1, 6, request, 1, "23201.0", 3, 1);
        for (int i = 0; i < frame.length(); i++) {
            assertThat(gateway.session.ticks()).isEmpty();
            gateway.protocol.received(frame.slice(i, i + 1));
        }
        assertThat(gateway.session.ticks()).hasSize(1);
    }

    @Test
    void replay_isNoTickAndNoLife_butFillsTheNextQuote() {
        gateway.serving();
        int request = gateway.request("1");
        gateway.replay(request);
        assertThat(gateway.session.ticks()).isEmpty();
        gateway.quote(request, 23_200);
        Quote quote = (Quote) gateway.session.ticks().get(0);
        assertThat(quote.instrument()).isEqualTo(Gateway.QUOTES);
        assertThat(List.of(quote.bid(), quote.bidSize(), quote.ask(), quote.askSize(), quote.last()))
                .containsExactly(23_200.0, 3.0, 23_199.5, 2.0, 23_199.25);
    }

    @Test
    void firstQuoteLongAfterTheAnswer_isLive() {
        gateway.serving();
        gateway.say(58, 1, gateway.request("1"), 1);
        gateway.pass(Duration.ofSeconds(4));
        gateway.quote(gateway.request("1"), 23_200);
        assertThat(gateway.session.ticks()).hasSize(1);
    }

    @Test
    void sameAgain_isNoTick_noQuoteNow_isNoTick_andLeavesTheSideEmpty() {
        gateway.serving();
        int request = gateway.request("1");
        gateway.replay(request);
        gateway.quote(request, 23_200);
        gateway.quote(request, 23_200);
        gateway.say(2, 6, request, 0, 3);
        gateway.say(1, 6, request, 2, "-1.00", 0, 1);
        assertThat(gateway.session.ticks()).hasSize(1);
        gateway.say(2, 6, request, 0, 4);
        Quote quote = (Quote) gateway.session.ticks().get(1);
        assertThat(quote.bidSize()).isEqualTo(4);
        assertThat(quote.ask()).isNaN();
        assertThat(quote.askSize()).isNaN();
    }

    @Test
    void onlyNoQuoteTicks_areNoSignOfLife() {
        with(ONLY_QUOTES);
        gateway.serving();
        gateway.replay(gateway.request("1"));
        gateway.news();
        for (int i = 0; i < 61; i++) {
            gateway.pass(Duration.ofSeconds(1));
            gateway.say(1, 6, gateway.request("1"), 1, "-1.00", 0, 1);
        }
        assertThat(gateway.news()).extracting(fields -> fields.get(0)).containsExactly("2", "1");
    }

    @Test
    void ticksOfOneSecond_areAllKept_andTradesHaveAnIdEach() {
        gateway.serving();
        int request = gateway.request("97");
        for (int i = 0; i < 3; i++) {
            gateway.say(99, request, 1, 1_795_100_400, "23199.25", 1, 0, "CME", "");
        }
        gateway.say(99, request, 1, 1_795_100_401, "23199.25", 1, 0, "", "");
        assertThat(gateway.session.ticks())
                .extracting(tick -> ((Trade) tick).id())
                .containsExactly("1795100400-0", "1795100400-1", "1795100400-2", "1795100401-0");
        assertThat(gateway.session.ticks())
                .extracting(Tick::exchangeMicros)
                .containsExactly(
                        1_795_100_400_000_000L, 1_795_100_400_000_001L, 1_795_100_400_000_002L, 1_795_100_401_000_000L);
    }

    @Test
    void haltedTick_isNoTrade_andTheStreamIsNotExpectedToSpeak() {
        with(Map.of("quiet_trades", "1m", "contracts", List.of(Gateway.MNQ + "@CME:trades")));
        gateway.serving();
        gateway.say(99, gateway.request("97"), 1, 1_795_100_400, "0.0", 0, 1, "CME", "");
        gateway.news();
        gateway.pass(Duration.ofMinutes(5));
        assertThat(gateway.session.ticks()).isEmpty();
        assertThat(gateway.news()).isEmpty();
        gateway.say(99, gateway.request("97"), 1, 1_795_100_700, "23199.25", 1, 0, "CME", "");
        assertThat(gateway.session.ticks()).hasSize(1);
    }

    @Test
    void bidAsk_isAQuote() {
        with(Map.of("contracts", List.of(Gateway.MNQ + "@CME:bid-ask")));
        gateway.serving();
        gateway.say(99, gateway.request("97"), 3, 1_795_100_400, "23199.0", "23199.5", 3, 2, 0);
        gateway.say(99, gateway.request("97"), 3, 1_795_100_400, "0", "0", 0, 0, 0);
        Quote quote = (Quote) gateway.session.ticks().get(0);
        assertThat(gateway.session.ticks()).hasSize(1);
        assertThat(quote.instrument()).isEqualTo(Gateway.MNQ + ".bid-ask");
        assertThat(quote.ask()).isEqualTo(23_199.5);
    }

    @Test
    void delayedKind_isToldOnce_andCounted_andItsTicksAreTaken() {
        with(Map.of("delayed", true, "contracts", List.of(Gateway.MNQ + "@CME:quotes")));
        gateway.serving();
        assertThat(gateway.sent("59")).containsExactly(List.of("59", "1", "3"));
        int request = gateway.request("1");
        gateway.notice(request, 10167, "Requested market data is not subscribed. Displaying delayed market data.");
        gateway.say(58, 1, request, 3);
        gateway.say(58, 1, request, 3);
        gateway.say(1, 6, request, 66, "23199.0", 3, 1);
        gateway.say(1, 6, request, 66, "23199.5", 3, 1);
        gateway.pass(Duration.ofSeconds(5));
        assertThat(gateway.session.faults()).hasSize(2);
        assertThat(gateway.metric("ib.delayed")).isEqualTo(1);
        assertThat(gateway.session.ticks()).hasSize(1);
        gateway.say(58, 1, request, 1);
        gateway.pass(Duration.ofSeconds(5));
        assertThat(gateway.metric("ib.delayed")).isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "354|Requested market data is not subscribed.|CONFIGURATION",
                "10168|Requested market data is not subscribed. Delayed market data is not enabled.|CONFIGURATION",
                "10186|Requested market data is not subscribed. Delayed market data is not enabled|CONFIGURATION",
                "101|Max number of tickers has been reached|SUBSCRIPTION",
                "320|Error reading request|CONFIGURATION",
                "321|Error validating request.-'bW' : cause - Read-Only|CONFIGURATION",
                "10285|Your API version does not support fractional size rules|CONFIGURATION"
            })
    void refusal_isToldOnce_andTriedAfterTenTwentyFortyMinutes(int code, String text, FaultKind kind) {
        with(ONLY_QUOTES);
        gateway.serving();
        List<Integer> minutes = new ArrayList<>();
        int refused = 0;
        for (int minute = 0; minute <= 75; minute++) {
            if (gateway.request("1") > refused) {
                refused = gateway.request("1");
                minutes.add(minute);
                gateway.notice(refused, code, text);
            }
            gateway.pass(Duration.ofMinutes(1));
        }
        assertThat(minutes).containsExactly(0, 10, 30, 70);
        assertThat(gateway.session.faults()).extracting(TestContext.Fault::kind).containsExactly(kind);
        assertThat(gateway.metric("ib.refused")).isEqualTo(1);
        assertThat(gateway.session.resets()).isEmpty();
        gateway.pass(Duration.ofMinutes(35));
        gateway.replay(gateway.request("1"));
        gateway.quote(gateway.request("1"), 1);
        gateway.pass(Duration.ofSeconds(5));
        assertThat(gateway.metric("ib.refused")).isZero();
    }

    @ParameterizedTest
    @CsvSource({"10190", "10089"})
    void refusalOfTickByTick_leavesTheQuotesAlone(int code) {
        gateway.serving();
        gateway.notice(gateway.request("97"), code, "Max number of tick-by-tick requests has been reached.");
        gateway.news();
        gateway.passQuoting(Duration.ofMinutes(9), gateway.request("1"));
        assertThat(gateway.news()).isEmpty();
        gateway.passQuoting(Duration.ofMinutes(2), gateway.request("1"));
        assertThat(gateway.news()).extracting(fields -> fields.get(0)).containsExactly("97");
    }

    @ParameterizedTest
    @CsvSource({"300", "10182", "10225"})
    void forgottenStream_isAskedForAgainSoon_underANewId(int code) {
        with(ONLY_QUOTES);
        gateway.serving();
        int before = gateway.request("1");
        gateway.notice(before, code, "gone");
        gateway.pass(Duration.ofSeconds(2));
        assertThat(gateway.request("1")).isGreaterThan(before);
        gateway.notice(before, 300, "late");
        gateway.quote(before, 1);
        gateway.quote(before, 2);
        gateway.pass(Duration.ofSeconds(2));
        assertThat(gateway.sent("1")).hasSize(2);
        assertThat(gateway.session.ticks()).isEmpty();
        assertThat(gateway.metric("ib.unknown_requests")).isNaN();
    }

    @Test
    void advice_isTold_andTheStreamStays() {
        with(ONLY_QUOTES);
        gateway.serving();
        gateway.news();
        gateway.notice(gateway.request("1"), 10090, "Part of requested market data is not subscribed.");
        gateway.notice(gateway.request("1"), 10090, "Part of requested market data is not subscribed.");
        gateway.pass(Duration.ofSeconds(30));
        assertThat(gateway.session.faults()).hasSize(1);
        assertThat(gateway.news()).isEmpty();
    }

    @Test
    void moved_isFollowed_butNotToAPortForLiveTrading() {
        gateway.serving();
        gateway.notice(
                -1,
                1300,
                "TWS socket port has been reset and this connection is being dropped. Please reconnect"
                        + " on the new port - 4003");
        assertThat(gateway.session.resets()).hasSize(1);
        for (int i = 0; i < 5; i++) {
            gateway.connect(); // nobody is there
        }
        assertThat(gateway.tried.stream().map(URI::getPort)).containsExactly(7497, 4003, 4003, 4003, 4003, 7497);
        gateway.serving();
        gateway.notice(-1, 1300, "Please reconnect on the new port - 4001.");
        assertThat(gateway.session.resets())
                .extracting(TestSession.Reset::cause)
                .containsExactly(FaultKind.CONFIGURATION);
        gateway.connect();
        assertThat(gateway.tried.get(gateway.tried.size() - 1).getPort()).isEqualTo(7497);
    }

    @Test
    void linkBrokenOtherWay_isTheSame_andNothingIsAskedMeanwhile() {
        gateway.greet();
        gateway.lookups(Gateway.HOURS);
        gateway.notice(-1, 2110, "Connectivity between Trader Workstation and server is broken.");
        gateway.news();
        gateway.subscribe();
        gateway.pass(Duration.ofMinutes(3));
        assertThat(gateway.news()).isEmpty();
        assertThat(gateway.session.answers()).hasSize(1);
        assertThat(gateway.venue()).isEqualTo(VenueState.MAINTENANCE);
        gateway.notice(-1, 1101, "restored - data lost");
        assertThat(gateway.news()).extracting(fields -> fields.get(0)).containsExactly("1", "97");
    }

    @Test
    void historyFarm_onceWhole_tickByTickIsVerified() {
        with(Map.of("contracts", List.of(Gateway.MNQ + "@CME:trades")));
        gateway.serving();
        gateway.news();
        gateway.notice(-1, 2105, "HMDS data farm connection is broken:ushmds");
        gateway.notice(-1, 2106, "HMDS data farm connection is OK:ushmds");
        gateway.pass(Duration.ofSeconds(31));
        assertThat(gateway.news()).extracting(fields -> fields.get(0)).containsExactly("98", "97");
    }

    @Test
    void tickByTick_ofOneInstrument_isAskedForAtMostEveryFifteenSeconds() {
        with(Map.of("contracts", List.of(Gateway.MNQ + "@CME:trades+bid-ask")));
        gateway.serving();
        assertThat(gateway.sent("97")).hasSize(1);
        gateway.pass(Duration.ofSeconds(14));
        assertThat(gateway.sent("97")).hasSize(1);
        gateway.pass(Duration.ofSeconds(1));
        assertThat(gateway.sent("97")).hasSize(2);
        gateway.protocol.unsubscribe(gateway.wanted());
        gateway.subscribe();
        gateway.pass(Duration.ofSeconds(14));
        assertThat(gateway.sent("97")).hasSize(2);
        assertThat(gateway.sent("98")).hasSize(2);
    }

    @Test
    void cancel_comesAtLeastATenthOfASecondAfterItsRequest() {
        with(ONLY_QUOTES);
        gateway.serving();
        gateway.protocol.unsubscribe(gateway.wanted());
        assertThat(gateway.sent("2")).isEmpty();
        gateway.timers.advance(Duration.ofMillis(100));
        assertThat(gateway.sent("2")).hasSize(1);
    }

    @Test
    void contractWithoutExchange_isAskedForWhereTheGatewaySays() {
        with(Map.of("contracts", List.of(Gateway.MNQ + ":quotes")));
        gateway.greet();
        gateway.subscribe();
        assertThat(gateway.sent("1")).isEmpty();
        gateway.lookups(Gateway.HOURS);
        gateway.pass(Duration.ofSeconds(1));
        assertThat(gateway.sent("1").get(0).get(10)).isEqualTo("CME");
    }

    @Test
    void contracts_areAskedAboutAgainOnceADay_andSoonerWithoutAnAnswer() {
        with(Map.of("probe", "5m", "probe_timeout", "1m"));
        gateway.greet();
        gateway.pass(Duration.ofSeconds(59));
        assertThat(gateway.sent("9")).hasSize(1);
        gateway.pass(Duration.ofSeconds(6));
        assertThat(gateway.sent("9")).hasSize(2);
        gateway.lookups(Gateway.HOURS);
        passMinutes(24 * 60 - 1);
        assertThat(gateway.sent("9")).hasSize(2);
        passMinutes(1);
        assertThat(gateway.sent("9")).hasSize(3);
    }

    private void passMinutes(int minutes) {
        for (int i = 0; i < minutes; i++) {
            gateway.timers.advance(Duration.ofMinutes(1));
            gateway.answerProbe();
        }
    }

    @Test
    void contractRefused_isToldOnce_andAskedAboutEverMoreSeldom() {
        gateway.greet();
        for (int minute = 0; minute < 60; minute++) {
            List<List<String>> asked = gateway.sent("9");
            gateway.notice(asked.get(asked.size() - 1).get(2), 200, "No security definition has been found");
            gateway.pass(Duration.ofMinutes(1));
        }
        assertThat(gateway.sent("9")).hasSizeBetween(6, 8);
        assertThat(gateway.session.faults())
                .extracting(TestContext.Fault::kind)
                .containsExactly(FaultKind.CONFIGURATION);
    }

    @Test
    void conflictOfTheSession_takesEveryStream_andHoldsOverAReconnect() {
        gateway.serving();
        gateway.notice(-1, 10197, "No market data during competing live session");
        assertThat(gateway.venue()).isEqualTo(VenueState.SESSION_CONFLICT);
        gateway.serving();
        assertThat(gateway.sent("1")).isEmpty();
        gateway.pass(Duration.ofSeconds(60));
        assertThat(gateway.sent("1")).hasSize(1);
        assertThat(gateway.metric("ib.session_conflict")).isEqualTo(1);
        gateway.protocol.unsubscribe(List.of(Gateway.TRADES));
        assertThat(gateway.venue()).isEqualTo(VenueState.SESSION_CONFLICT);
    }

    @Test
    void alive_ofTheFeed_isNotSaidWhenQuotesAreDead_thoughTradesAreRareAnyhow() {
        gateway.serving();
        gateway.passQuoting(Duration.ofSeconds(30), gateway.request("1"));
        long alive = aliveOf("ib");
        gateway.pass(Duration.ofSeconds(30));
        assertThat(alive).isGreaterThanOrEqualTo(5);
        assertThat(aliveOf("ib")).isLessThanOrEqualTo(alive + 1);
        gateway.say(99, gateway.request("97"), 1, 1_795_100_400, "23199.25", 1, 0, "CME", "");
        gateway.pass(Duration.ofSeconds(5));
        assertThat(aliveOf("ib")).isGreaterThan(alive);
    }

    @Test
    void alive_isSaidWhileDataFlowsOrNoneIsDue() {
        with(ONLY_QUOTES);
        gateway.serving();
        gateway.passQuoting(Duration.ofSeconds(60), gateway.request("1"));
        long alive = alive();
        assertThat(alive).isGreaterThanOrEqualTo(11);
        gateway.pass(Duration.ofSeconds(60));
        assertThat(alive()).isBetween(alive, alive + 1);
        alive = alive();
        gateway.notice(-1, 1100, "lost");
        gateway.pass(Duration.ofSeconds(50));
        assertThat(alive()).isEqualTo(alive + 10);
    }

    private long alive() {
        return aliveOf("ib/" + Gateway.QUOTES);
    }

    private long aliveOf(String subject) {
        return gateway.context.readings().stream()
                .filter(reading ->
                        reading.metric().equals("ib.alive") && reading.subject().equals(subject))
                .count();
    }

    @Test
    void withoutContracts_theGatewayAloneIsWatched() {
        with(Map.of("contracts", List.of()));
        gateway.greet();
        gateway.pass(Duration.ofMinutes(5));
        assertThat(gateway.news()).extracting(fields -> fields.get(0)).doesNotContain("1", "9", "97");
        assertThat(gateway.metric("ib.link")).isEqualTo(1);
        assertThat(gateway.metric("ib.not_ready")).isZero();
    }

    @Test
    void unknownAboutAStream_isTold_andAboutTheSessionNoted() {
        gateway.serving();
        gateway.notice(gateway.request("1"), 99_999, "strange");
        gateway.notice(-1, 99_999, "strange");
        assertThat(gateway.session.faults()).extracting(TestContext.Fault::kind).containsExactly(FaultKind.VENUE);
    }
}
