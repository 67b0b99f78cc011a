package dev.feedwarden.plugin.ib;

import static org.assertj.core.api.Assertions.assertThat;

import dev.feedwarden.api.event.FaultKind;
import dev.feedwarden.api.event.VenueState;
import dev.feedwarden.api.kit.TestContext;
import dev.feedwarden.api.kit.TestSession;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Every way in which IB feeds are known to fail, as the protocol sees it, in virtual time. The README lists them. */
class IbFailureModesTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Map<String, Object> ONLY_QUOTES = Map.of("contracts", List.of(Gateway.MNQ + "@CME:quotes"));
    private static final String CONFLICT =
            "Failed to request tick-by-tick data.Trading TWS session is connected from a different IP address";

    private static final Vertx VERTX = Vertx.vertx();

    private Gateway gateway = new Gateway(VERTX, Map.of());

    @AfterAll
    static void closeVertx() {
        VERTX.close().await();
    }

    @AfterEach
    void close() {
        gateway.close();
    }

    private void with(Map<String, Object> settings) {
        gateway.close();
        gateway = new Gateway(VERTX, settings);
    }

    @Test
    void mode01_muteSocket_twoMissedAnswers_isDropped() {
        gateway.serving();
        gateway.timers.advance(Duration.ofMillis(35_999));
        assertThat(gateway.session.resets()).isEmpty();
        gateway.timers.advance(Duration.ofMillis(1));
        assertThat(gateway.session.resets())
                .extracting(TestSession.Reset::cause, TestSession.Reset::notBefore)
                .containsExactly(org.assertj.core.groups.Tuple.tuple(FaultKind.TIMEOUT, Duration.ZERO));
    }

    @Test
    void mode02_connectedAndAnswering_dataDead_isAskedForAgainUnderANewId_everMoreSeldom() {
        with(ONLY_QUOTES);
        gateway.serving();
        gateway.passQuoting(MINUTE, gateway.request("1"));
        gateway.news();
        List<Integer> seconds = new ArrayList<>();
        int before = gateway.request("1");
        for (int second = 1; second <= 900; second++) {
            gateway.pass(Duration.ofSeconds(1));
            List<List<String>> news = gateway.news();
            if (!news.isEmpty()) {
                seconds.add(second);
                assertThat(news)
                        .containsExactly(List.of("2", "2", String.valueOf(before)), marketData(gateway.request("1")));
                assertThat(gateway.request("1")).isGreaterThan(before);
                before = gateway.request("1");
                gateway.replay(before);
            }
        }
        assertThat(seconds).containsExactly(60, 180, 420, 900);
        assertThat(gateway.session.ticks()).hasSize(59); // the first quote of each request is one of the past
        assertThat(gateway.metric("ib.data_age", "ib/" + Gateway.QUOTES)).isEqualTo(900);
        assertThat(gateway.session.resets()).isEmpty();
    }

    @Test
    void mode03_farmFlap_onlySilentContractsAreAskedForAgain() {
        with(Map.of("contracts", List.of("1@CME:quotes", "2@CME:quotes")));
        gateway.serving();
        int first = Integer.parseInt(gateway.sent("1").get(0).get(2));
        int second = Integer.parseInt(gateway.sent("1").get(1).get(2));
        gateway.passQuoting(Duration.ofSeconds(10), second);
        gateway.notice(-1, 2103, "Market data farm connection is broken:usfuture");
        gateway.pass(Duration.ofSeconds(5));
        assertThat(gateway.metric("ib.farms_broken")).isEqualTo(1);
        gateway.notice(-1, 2104, "Market data farm connection is OK:usfuture");
        gateway.news();
        gateway.passQuoting(Duration.ofSeconds(31), first);
        assertThat(gateway.news())
                .extracting(fields -> fields.get(0) + " " + fields.get(2))
                .containsExactly("2 " + second, "1 " + gateway.request("1"));
        assertThat(gateway.metric("ib.farms_broken")).isZero();
    }

    @Test
    void mode04_clientIdInUse_isTriedOnceMore_thenTheNextOfThePool_baseOnceWeLeave() {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            gateway.connect();
            gateway.say("178", "20261119 09:00:00 US/Central");
            ids.add(gateway.sent("71").get(0).get(2));
            gateway.notice(
                    -1, 326, "Unable to connect as the client id is already in use. Retry with a unique client id.");
            assertThat(gateway.session.resets())
                    .extracting(TestSession.Reset::notBefore)
                    .containsExactly(Duration.ofSeconds(7));
        }
        assertThat(ids).containsExactly("851", "851", "852", "852");
        gateway.serving();
        assertThat(gateway.sent("71").get(0).get(2)).isEqualTo("853");
        gateway.connect(); // a loss
        gateway.say("178", "");
        assertThat(gateway.sent("71").get(0).get(2)).isEqualTo("853");
        gateway.protocol.leaving();
        gateway.connect();
        gateway.say("178", "");
        assertThat(gateway.sent("71").get(0).get(2)).isEqualTo("851");
    }

    @Test
    void mode05_sessionConflict_burst_isToldOnce_retriedSlowly_socketLeftAlone_overWithData() {
        gateway.serving();
        for (int i = 0; i < 15; i++) {
            gateway.notice(gateway.request("97"), 10189, CONFLICT);
            gateway.notice(gateway.request("1"), 10197, "No market data during competing live session");
        }
        assertThat(gateway.venue()).isEqualTo(VenueState.SESSION_CONFLICT);
        assertThat(gateway.context.faults())
                .extracting(TestContext.Fault::kind)
                .containsExactly(FaultKind.SESSION_CONFLICT);
        List<Integer> retries = new ArrayList<>();
        int asked = gateway.request("1");
        for (int second = 1; second <= 30 * 60; second++) {
            gateway.pass(Duration.ofSeconds(1));
            if (gateway.request("1") > asked) {
                retries.add(second);
                asked = gateway.request("1");
                gateway.notice(asked, 10197, "No market data during competing live session");
                gateway.notice(gateway.request("97"), 10189, CONFLICT);
            }
        }
        assertThat(retries).containsExactly(60, 180, 480, 1080, 1680);
        assertThat(gateway.session.resets()).isEmpty();
        gateway.pass(Duration.ofMinutes(10));
        gateway.replay(gateway.request("1"));
        assertThat(gateway.venue()).isEqualTo(VenueState.SESSION_CONFLICT);
        gateway.quote(gateway.request("1"), 23_200);
        gateway.say(99, gateway.request("97"), 1, 1_795_100_000, "23199.25", 1, 0, "CME", "");
        assertThat(gateway.venue()).isEqualTo(VenueState.OPEN);
        assertThat(gateway.context.faults()).hasSize(1);
    }

    @Test
    void mode06_restoredDataLost_everythingIsAskedForAgain_restoredDataKept_isVerified() {
        gateway.serving();
        int quotes = gateway.request("1");
        gateway.pass(Duration.ofSeconds(20));
        gateway.notice(-1, 1100, "Connectivity between IBKR and Trader Workstation has been lost.");
        gateway.pass(Duration.ofSeconds(20));
        gateway.news();
        gateway.notice(-1, 1101, "Connectivity between IBKR and Trader Workstation has been restored - data lost.");
        assertThat(gateway.news()).extracting(fields -> fields.get(0)).containsExactlyInAnyOrder("2", "98", "1", "97");
        assertThat(gateway.request("1")).isGreaterThan(quotes);

        gateway.notice(-1, 1100, "lost");
        gateway.pass(Duration.ofMinutes(3));
        gateway.notice(-1, 1102, "restored - data maintained. All data farms are connected: usfuture; ushmds.");
        assertThat(gateway.news()).isEmpty();
        gateway.pass(Duration.ofSeconds(29));
        assertThat(gateway.news()).isEmpty();
        gateway.pass(Duration.ofSeconds(2));
        assertThat(gateway.news()).extracting(fields -> fields.get(0)).containsExactly("2", "1");
    }

    @Test
    void mode07_linkLostForHours_isAStateOfItsOwn_andCounts_whileEverythingElseIsWell() {
        gateway.serving();
        gateway.news();
        gateway.notice(-1, 1100, "Connectivity between IBKR and Trader Workstation has been lost.");
        for (int i = 0; i < 60; i++) {
            gateway.pass(MINUTE);
            gateway.notice(-1, 1100, "Connectivity between IBKR and Trader Workstation has been lost.");
        }
        assertThat(gateway.venue()).isEqualTo(VenueState.MAINTENANCE);
        assertThat(gateway.metric("ib.link")).isZero();
        assertThat(gateway.metric("ib.link_down")).isBetween(3590.0, 3600.0);
        assertThat(gateway.session.faults()).hasSize(1);
        assertThat(gateway.session.resets()).isEmpty();
        assertThat(gateway.news()).isEmpty();
        gateway.notice(-1, 1102, "restored");
        gateway.pass(Duration.ofSeconds(5));
        assertThat(gateway.venue()).isEqualTo(VenueState.OPEN);
        assertThat(gateway.metric("ib.link_down")).isZero();
    }

    @Test
    void mode08_versionButNeverReady_isGivenUpInTime_andTheStageIsNamed() {
        gateway.connect();
        gateway.timers.advance(Duration.ofSeconds(9));
        gateway.say("178", "20261119 09:00:00 US/Central");
        gateway.say(15, 1, "DU0000001");
        gateway.say(49, 1, 1_795_100_000);
        gateway.timers.advance(Duration.ofMillis(14_999));
        assertThat(gateway.session.resets()).isEmpty();
        assertThat(gateway.protocol.standing()).contains("told its version and no more");
        gateway.timers.advance(Duration.ofMillis(1));
        assertThat(gateway.session.resets())
                .extracting(TestSession.Reset::detail)
                .singleElement()
                .asString()
                .contains("'ready'");
        assertThat(gateway.session.readyCount()).isZero();
    }

    @Test
    void mode09_connectsHang_waitsGrow_refusedConnectsAreTriedEveryFiveSeconds() {
        Duration usual = Duration.ofSeconds(48);
        assertThat(gateway.feed.retryAfter("not connected within 10000 ms", usual))
                .isEqualTo(usual);
        assertThat(gateway.feed.retryAfter("not connected within 10000 ms", Duration.ofSeconds(1)))
                .isEqualTo(Duration.ofSeconds(5));
        assertThat(gateway.feed.retryAfter("Connection refused: /127.0.0.1:7497", usual))
                .isEqualTo(Duration.ofSeconds(5));
        gateway.connect();
        gateway.timers.advance(Duration.ofSeconds(10));
        assertThat(gateway.session.resets())
                .extracting(TestSession.Reset::detail)
                .singleElement()
                .asString()
                .contains("'version'");
    }

    @Test
    void mode10_endBeforeTheVersion_isNotReady_andNoFault() {
        gateway.connect();
        assertThat(gateway.feed.connectedWhenReady()).isTrue();
        assertThat(gateway.protocol.standing()).startsWith("not ready: the gateway has not told its version");
        gateway.protocol.closed();
        assertThat(gateway.session.faults()).isEmpty();
        assertThat(gateway.context.faults()).isEmpty();
        assertThat(gateway.feed.retryAfter("closed by the peer; not ready", Duration.ofSeconds(20)))
                .isEqualTo(Duration.ofSeconds(20));
    }

    @Test
    void mode11_reconnected_idsGoOn_andADuplicateIsAskedForUnderANewOne() {
        gateway.serving();
        int before = gateway.request("1");
        gateway.serving();
        int after = gateway.request("1");
        assertThat(after).isGreaterThan(before);
        gateway.notice(after, 322, "Error processing request.-'bW' : cause - Duplicate ticker id");
        gateway.pass(Duration.ofSeconds(2));
        assertThat(gateway.request("1")).isGreaterThan(after);
        gateway.notice(gateway.request("1"), 102, "Duplicate ticker ID");
        gateway.pass(Duration.ofSeconds(2));
        assertThat(gateway.sent("1")).hasSize(3);
    }

    @Test
    void mode12_massResubscription_isPaced_andSlowerAfterAComplaint() {
        List<String> contracts =
                IntStream.rangeClosed(1, 90).mapToObj(i -> i + "@CME:quotes").toList();
        with(Map.of("contracts", contracts));
        gateway.greet();
        gateway.subscribe();
        for (int second = 0; second < 9; second++) {
            assertThat(gateway.sent("9").size() + gateway.sent("1").size()).isEqualTo(20 * (second + 1));
            gateway.pass(Duration.ofSeconds(1));
        }
        assertThat(gateway.sent("1")).hasSize(90);
        gateway.notice(-1, 100, "Max rate of messages per second has been exceeded");
        gateway.notice(-1, 1101, "restored - data lost");
        gateway.news();
        for (int second = 0; second < 5; second++) {
            gateway.pass(Duration.ofSeconds(1));
            assertThat(gateway.news().size()).isLessThanOrEqualTo(10);
        }
        assertThat(gateway.session.faults()).extracting(TestContext.Fault::kind).contains(FaultKind.RATE_LIMIT);
    }

    @Test
    void mode13_benignNotices_areNoFaults_andChangeNothing() {
        gateway.serving();
        gateway.news();
        gateway.notice(-1, 2104, "Market data farm connection is OK:usfuture");
        gateway.notice(-1, 2106, "HMDS data farm connection is OK:ushmds");
        gateway.notice(-1, 2107, "HMDS data farm connection is inactive but should be available upon demand.ushmds");
        gateway.notice(-1, 2158, "Sec-def data farm connection is OK:secdefnj");
        gateway.notice(-1, 2119, "Market data farm is connecting:usfuture");
        gateway.notice(-1, 2169, "something new");
        gateway.notice(-1, 504, "Not connected");
        gateway.notice(77_777, 300, "Can't find EId with tickerId:77777");
        gateway.notice(77_777, 366, "No historical data query found for ticker id:77777");
        assertThat(gateway.session.faults()).isEmpty();
        assertThat(gateway.news()).isEmpty();
        assertThat(gateway.venue()).isEqualTo(VenueState.OPEN);
    }

    @Test
    void mode14_closedHours_areSilent_andCountFromTheOpening() {
        with(ONLY_QUOTES);
        gateway.timers.jumpWallClock(Duration.between(Gateway.NOW, Instant.parse("2026-11-19T21:50:00Z")));
        gateway.serving(); // ten minutes before four in the afternoon in Chicago
        gateway.passQuoting(Duration.ofMinutes(10), gateway.request("1"));
        gateway.news();
        gateway.pass(Duration.ofMinutes(61));
        assertThat(gateway.news()).hasSize(2);
        assertThat(gateway.metric("ib.data_age", "ib/" + Gateway.QUOTES)).isBetween(55.0, 65.0);
        assertThat(gateway.session.faults()).hasSize(1);
    }

    @Test
    void mode14_hoursUnknown_limitIsLonger() {
        with(ONLY_QUOTES);
        gateway.greet();
        gateway.lookups("");
        gateway.subscribe();
        gateway.news();
        gateway.pass(Duration.ofSeconds(899));
        assertThat(gateway.news()).isEmpty();
        assertThat(gateway.metric("ib.data_age", "ib/" + Gateway.QUOTES)).isNaN();
        assertThat(gateway.metric("ib.data_age_hours_unknown", "ib/" + Gateway.QUOTES))
                .isGreaterThan(890);
        gateway.pass(Duration.ofSeconds(2));
        assertThat(gateway.news()).hasSize(2);
    }

    @Test
    void mode15_farmOkButDataDead_isSeenByItsTicks() {
        with(ONLY_QUOTES);
        gateway.serving();
        gateway.passQuoting(Duration.ofSeconds(10), gateway.request("1"));
        gateway.notice(-1, 2103, "Market data farm connection is broken:usfuture");
        gateway.notice(-1, 2104, "Market data farm connection is OK:usfuture");
        gateway.news();
        gateway.pass(Duration.ofSeconds(31));
        assertThat(gateway.news()).extracting(fields -> fields.get(0)).containsExactly("2", "1");
    }

    @Test
    void mode16_loginOutstanding_isToldAsNotReady_withoutAStorm() {
        for (int i = 0; i < 5; i++) {
            gateway.connect();
            gateway.protocol.closed();
            gateway.timers.advance(MINUTE);
        }
        assertThat(gateway.metric("ib.not_ready")).isEqualTo(300);
        assertThat(gateway.protocol.standing()).isEmpty();
        assertThat(gateway.context.faults()).isEmpty();
    }

    @Test
    void mode17_questionsForTheTime_areNeverTwoOpen_norTwoWithinTwoSeconds() {
        with(Map.of("probe", "2s", "contracts", List.of(Gateway.MNQ + "@CME:quotes")));
        gateway.serving();
        List<Instant> asked = new ArrayList<>();
        int before = 1;
        for (int i = 0; i < 600; i++) {
            gateway.timers.advance(Duration.ofMillis(100));
            if (gateway.sent("49").size() > before) {
                before++;
                asked.add(gateway.timers.now());
                if (before % 3 == 0) {
                    gateway.answerProbe();
                }
                gateway.quote(gateway.request("1"), before); // so it is not mute
            }
            if (gateway.sent("49").size() > before) {
                throw new AssertionError("two at once");
            }
        }
        assertThat(asked).hasSizeGreaterThan(5);
        for (int i = 1; i < asked.size(); i++) {
            assertThat(Duration.between(asked.get(i - 1), asked.get(i))).isGreaterThanOrEqualTo(Duration.ofSeconds(2));
        }
        assertThat(gateway.session.resets()).isEmpty();
    }

    @Test
    void mode18_framesThatCannotBeRead_areSetAside_eachByItself() {
        gateway.serving();
        int request = gateway.request("1");
        gateway.replay(request);
        Buffer all = Buffer.buffer()
                .appendBuffer(Wire.frame(999, 1, "x"))
                .appendBuffer(Wire.frame(45, 6, request, 90, "0.0"))
                .appendBuffer(Wire.frame(46, 6, request, 123, "odd"))
                .appendBuffer(Wire.frame(1, 6, request, "bid", "1", 2, 0))
                .appendBuffer(Wire.frame(1, 6, request))
                .appendInt(0)
                .appendInt(3)
                .appendBytes(new byte[] {(byte) 0xd6, (byte) 0xd0, 0})
                .appendBuffer(Wire.frame(1, 6, request, 1, "23200.5", 4, 0));
        gateway.protocol.received(all);
        assertThat(gateway.session.malformed()).hasSize(4);
        assertThat(gateway.session.ticks()).hasSize(1);
        assertThat(gateway.session.resets()).isEmpty();
        gateway.protocol.received(Buffer.buffer().appendInt(1 << 24));
        assertThat(gateway.session.resets())
                .extracting(TestSession.Reset::cause)
                .containsExactly(FaultKind.OVERSIZED);
    }

    @Test
    void mode19_nextValidIdGoesBack_isOfNoConcern() {
        gateway.serving();
        gateway.say(9, 1, 500);
        gateway.say(9, 1, -3);
        assertThat(gateway.session.readyCount()).isEqualTo(1);
        assertThat(gateway.session.malformed()).isEmpty();
        assertThat(gateway.session.resets()).isEmpty();
    }

    @Test
    void mode20_kickedAgainAndAgain_everyConnectionIsMadeWhole() {
        for (int i = 0; i < 5; i++) {
            gateway.serving();
            assertThat(gateway.session.readyCount()).isEqualTo(1);
            assertThat(gateway.sent("1")).hasSize(1);
            gateway.pass(Duration.ofSeconds(30));
        }
        assertThat(gateway.tried).hasSize(5).containsOnly(gateway.tried.get(0));
    }

    @Test
    void mode21_contractExpires_leavesWithoutAnAlarm_andIsToldApartFromADeadStream() {
        with(Map.of("contracts", List.of(Gateway.MNQ + "@CME:quotes", "7@CME:quotes")));
        gateway.greet();
        List<List<String>> asked = gateway.sent("9");
        gateway.say(Gateway.contract(
                asked.get(0).get(2), Gateway.MNQ, Gateway.HOURS, "20261119 09:30:00 US/Central", "20261119"));
        gateway.say(52, 1, asked.get(0).get(2));
        gateway.say(Gateway.contract(asked.get(1).get(2), "7", Gateway.HOURS, "20261218", "20261218"));
        gateway.say(52, 1, asked.get(1).get(2));
        gateway.subscribe();
        assertThat(gateway.context.wanted().get(0).expires()).isEqualTo(Instant.parse("2026-11-19T15:30:00Z"));
        gateway.pass(Duration.ofMinutes(29));
        assertThat(gateway.wanted()).hasSize(2);
        gateway.pass(Duration.ofMinutes(2));
        assertThat(gateway.wanted()).containsExactly("7.quotes");
        assertThat(gateway.context.faults())
                .singleElement()
                .satisfies(fault -> assertThat(fault.detail())
                        .startsWith("contract 730283094 (MNQZ6) expired at 2026-11-19T15:30:00Z"));
        assertThat(gateway.metric("ib.expired")).isEqualTo(1);
    }

    @Test
    void mode21_noSuchContract_isTriedAFewTimes_thenTold() {
        with(ONLY_QUOTES);
        gateway.serving();
        List<Integer> minutes = new ArrayList<>();
        int refused = 0;
        for (int half = 0; half < 80; half++) {
            if (gateway.request("1") > refused) {
                refused = gateway.request("1");
                minutes.add(half);
                gateway.notice(refused, 200, "No security definition has been found for the request");
                assertThat(gateway.session.faults().size()).isEqualTo(minutes.size() < 6 ? 0 : 1);
            }
            gateway.pass(Duration.ofSeconds(30));
        }
        assertThat(minutes).containsExactly(0, 1, 3, 7, 15, 31, 71);
        assertThat(gateway.session.faults())
                .extracting(TestContext.Fault::kind)
                .containsExactly(FaultKind.CONFIGURATION);
    }

    @Test
    void mode22_cutSecondsAfterBeingReady_isMadeAnewAtTheSameDoor() {
        with(Map.of("port", List.of(7497, 4002)));
        gateway.connect();
        assertThat(gateway.tried).extracting(java.net.URI::getPort).containsExactly(7497);
        for (int i = 0; i < 3; i++) {
            gateway.serving();
            gateway.pass(Duration.ofSeconds(3));
        }
        assertThat(gateway.tried).extracting(java.net.URI::getPort).containsExactly(7497, 4002, 4002, 4002);
    }

    @Test
    void mode23_shortLossInTheNightlyWindow_isNormal_aLongerOneCounts() {
        gateway.timers.jumpWallClock(Duration.between(Gateway.NOW, Instant.parse("2026-11-19T05:20:00Z")));
        gateway.serving(); // twenty past midnight in New York
        gateway.notice(-1, 1100, "Connectivity between IBKR and Trader Workstation has been lost.");
        gateway.pass(Duration.ofMinutes(14));
        assertThat(gateway.metric("ib.link")).isZero();
        assertThat(gateway.metric("ib.link_down")).isZero();
        gateway.pass(Duration.ofMinutes(5));
        assertThat(gateway.metric("ib.link_down")).isBetween(230.0, 250.0);
        assertThat(gateway.session.resets()).isEmpty();
    }

    private static List<String> marketData(int request) {
        return List.of(
                "1",
                "11",
                String.valueOf(request),
                Gateway.MNQ,
                "",
                "",
                "",
                "0.0",
                "",
                "",
                "CME",
                "",
                "",
                "",
                "",
                "0",
                "",
                "0",
                "0",
                "");
    }
}
