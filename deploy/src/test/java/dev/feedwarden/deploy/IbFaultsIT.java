package dev.feedwarden.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.feedwarden.api.event.VenueState;
import dev.feedwarden.supervisor.history.Incident;
import dev.feedwarden.supervisor.history.Mail;
import dev.feedwarden.supervisor.status.FeedState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Every way in which IB feeds are known to fail, made to happen at a simulated gateway: real plugins, sockets and store, the
 * shipped rules with their real durations, and time that the test moves. The plugin's README lists them by number.
 */
class IbFaultsIT extends Faults {

    private static final int STREAMS = 4; // quotes of three contracts, trades of one

    IbFaultsIT() {
        super(STREAMS);
    }

    @Override
    Warden healthy() throws Exception {
        return ending(Warden.healthyIb(folder));
    }

    @Test
    void mode01_muteSocket_isDroppedWithinFortySeconds_andMadeAnew() throws Exception {
        Warden warden = healthy();
        warden.fault("mute", "1m");
        givenUp(warden, Duration.ofSeconds(40));
        wellAgain(warden, Duration.ofMinutes(3));
        assertThat(warden.feed().reconnectsLastHour()).isEqualTo(1);
        allSubscribed(warden);
    }

    @Test
    void mode02_connectedAndAnswering_dataDead_ladderIsClimbed_andAPersonIsTold() throws Exception {
        Warden warden = healthy();
        warden.fault("stall", "11m");
        warden.pass(Duration.ofSeconds(11));
        assertThat(warden.feed().state()).isEqualTo(FeedState.DEGRADED);
        assertThat(warden.feed().connected()).isTrue();
        warden.pass(Duration.ofMinutes(4));
        assertThat(warden.feed().reconnectsLastHour()).isZero();
        warden.until(
                "made anew by the ladder",
                Duration.ofMinutes(2),
                board -> Warden.feed(board).reconnectsLastHour() == 1);
        warden.pass(Duration.ofMinutes(6));
        wellAgain(warden, PAUSED_AND_BACK);
        assertThat(subjects(warden, "ib-silence"))
                .containsSubsequence(
                        "[RED] ib: a person is needed: No data from Interactive Brokers though some is due (N min)",
                        "[GREEN] ib: over after N min: No data from Interactive Brokers though some is due");
        allSubscribed(warden);
        warden.everythingIsStored();
    }

    @Test
    void mode03_farmFlapsForThreeSeconds_silentStreamsAreAskedForAgain_socketStays() throws Exception {
        Warden warden = healthy();
        warden.fault("night-flap", "30s");
        warden.pass(Duration.ofSeconds(20));
        assertThat(warden.feed().flowing()).isFalse();
        warden.until("flowing", Duration.ofSeconds(20), Warden::well);
        connectionsKept(warden);
        warden.everythingIsStored();
    }

    @Test
    void mode04_clientIdStaysTaken_theNextIsUsed() throws Exception {
        Warden warden = healthy();
        warden.fault("stale-slot", "10m");
        warden.pass(Duration.ofSeconds(10));
        assertThat(warden.feed().state()).isEqualTo(FeedState.DISCONNECTED);
        wellAgain(warden, Duration.ofMinutes(2));
        assertThat(warden.feed().reconnectsLastHour()).isEqualTo(1);
        allSubscribed(warden);
    }

    @Test
    void mode05_sessionConflict_isToldOnce_socketIsLeftAlone_dataIsAskedForSlowly() throws Exception {
        Warden warden = healthy();
        warden.fault("session-conflict", "12m");
        warden.pass(Duration.ofSeconds(1));
        assertThat(warden.feed().venue()).isEqualTo(VenueState.SESSION_CONFLICT);
        assertThat(warden.feed().flowing()).isFalse();
        warden.pass(Duration.ofMinutes(12));
        assertThat(warden.feed().connected()).isTrue();
        wellAgain(warden, Duration.ofMinutes(10));
        assertThat(warden.feed().venue()).isEqualTo(VenueState.OPEN);
        connectionsKept(warden);
        assertThat(subjects(warden, "ib-conflict")).hasSize(2);
        assertThat(ofFeed(warden)
                        .filter(incident -> !incident.rule().equals("ib-conflict"))
                        .flatMap(incident -> warden.mails(incident).stream())
                        .map(Mail::subject))
                .isEmpty();
    }

    @Test
    void mode05_burstOfFifteenNotices_isOneStateAndOneMail() throws Exception {
        Warden warden = healthy();
        warden.fault("competing-session", "30s");
        warden.pass(Duration.ofSeconds(30));
        assertThat(warden.feed().venue()).isEqualTo(VenueState.SESSION_CONFLICT);
        assertThat(warden.feed().errorsLastHour()).isEqualTo(1);
        wellAgain(warden, Duration.ofMinutes(2));
        assertThat(subjects(warden, "ib-conflict")).hasSize(2);
        connectionsKept(warden);
    }

    @Test
    void mode06_linkRestoredDataLost_everythingIsAskedForAgain() throws Exception {
        Warden warden = healthy();
        warden.fault("link-data-lost", "20s");
        warden.pass(Duration.ofSeconds(19));
        assertThat(warden.feed().venue()).isEqualTo(VenueState.MAINTENANCE);
        assertThat(warden.subscriptions()).isZero();
        warden.pass(Duration.ofSeconds(20));
        allSubscribed(warden);
        wellAgain(warden, Duration.ofMinutes(1));
        connectionsKept(warden);
    }

    @Test
    void mode06_linkRestoredDataKept_butStreamsAreSilent_isNoticed() throws Exception {
        Warden warden = healthy();
        warden.fault("link-dropped", "20s");
        warden.pass(Duration.ofSeconds(22));
        assertThat(warden.feed().venue()).isEqualTo(VenueState.OPEN);
        assertThat(warden.feed().flowing()).isFalse();
        wellAgain(warden, Duration.ofSeconds(50));
        connectionsKept(warden);
    }

    @Test
    void mode07_linkDownAndLoginOutstanding_isAStateOfItsOwn_andAPersonIsTold() throws Exception {
        Warden warden = healthy();
        warden.fault("night-login", "20m");
        warden.pass(Duration.ofSeconds(30));
        assertThat(warden.feed().connected()).isTrue();
        assertThat(warden.feed().venue()).isEqualTo(VenueState.MAINTENANCE);
        warden.pass(Duration.ofMinutes(20));
        wellAgain(warden, Duration.ofMinutes(2));
        assertThat(subjects(warden, "ib-link"))
                .hasSize(2)
                .first()
                .asString()
                .startsWith("[RED] ib: How long the gateway's own link to IB has been down");
        assertThat(warden.feed().reconnectsLastHour()).isEqualTo(1);
    }

    @Test
    void mode08_versionButNeverReady_isNotConnected_andTriedEverMoreSeldom() throws Exception {
        Warden warden = healthy();
        warden.fault("no-ready", "5m");
        cut(warden);
        warden.pass(Duration.ofMinutes(4));
        assertThat(warden.feed().connected()).isFalse();
        assertThat(warden.feed().errorsLastHour()).isBetween(4L, 12L);
        wellAgain(warden, PAUSED_AND_BACK);
        assertThat(warden.feed().reconnectsLastHour()).isEqualTo(1);
    }

    @Test
    void mode09_nothingIsEverAnswered_waitsGrow() throws Exception {
        Warden warden = healthy();
        warden.fault("no-version", "10m");
        cut(warden);
        warden.pass(Duration.ofMinutes(9));
        assertThat(warden.feed().connected()).isFalse();
        assertThat(warden.feed().errorsLastHour()).isBetween(6L, 20L);
        wellAgain(warden, PAUSED_AND_BACK);
    }

    @Test
    void mode10_gatewayRestarts_portIsClosedThenAcceptsTooEarly_isTriedEveryFiveSeconds() throws Exception {
        Warden warden = healthy();
        warden.fault("restart", "60s");
        warden.pass(Duration.ofSeconds(45));
        assertThat(warden.feed().connected()).isFalse();
        assertThat(warden.feed().errorsLastHour()).isBetween(8L, 12L);
        wellAgain(warden, Duration.ofMinutes(3));
        assertThat(warden.feed().reconnectsLastHour()).isEqualTo(1);
    }

    @Test
    void mode10_endBeforeTheVersion_isNotReady_andNoReconnect() throws Exception {
        Warden warden = healthy();
        warden.fault("early-eof", "2m");
        cut(warden);
        warden.pass(Duration.ofSeconds(90));
        assertThat(warden.feed().connected()).isFalse();
        assertThat(warden.feed().reconnectsLastHour()).isZero();
        wellAgain(warden, Duration.ofMinutes(3));
    }

    @Test
    void mode11_reconnected_noIdIsUsedTwice() throws Exception {
        Warden warden = healthy();
        cut(warden);
        wellAgain(warden, Duration.ofMinutes(1));
        warden.fault("link-data-lost", "5s");
        warden.pass(Duration.ofSeconds(10));
        wellAgain(warden, Duration.ofMinutes(1));
        allSubscribed(warden);
        assertThat(warden.feed().errorsLastHour()).isLessThanOrEqualTo(2);
    }

    @Test
    void mode12_ninetyContracts_areAskedForWithinThePace() throws Exception {
        String listed = contracts(index -> (2_000_000 + index) + "=AB" + index + "Z6@CME:100");
        String wanted = contracts(index -> "\"" + (2_000_000 + index) + "@CME:quotes\"");
        Warden warden = ending(Warden.startedIb(folder, "always", listed, wanted));
        warden.pass(Duration.ofSeconds(15));
        assertThat(warden.subscriptions()).isEqualTo(90);
        cut(warden);
        warden.pass(Duration.ofSeconds(20));
        assertThat(warden.subscriptions()).isEqualTo(90);
        assertThat(warden.feed().errorsLastHour()).isEqualTo(1);
    }

    @Test
    void mode12_tooFast_isSlowedDown_notLost() throws Exception {
        Warden warden = healthy();
        warden.fault("rate-limit", "10s");
        warden.pass(Duration.ofSeconds(30));
        assertThat(warden.feed().connected()).isTrue();
        wellAgain(warden, Duration.ofMinutes(1));
    }

    @Test
    void mode13_newsOfFarms_changesNothing() throws Exception {
        Warden warden = healthy();
        warden.fault("history-flap", "10s");
        warden.pass(Duration.ofSeconds(11));
        warden.fault("farm-idle", "10s");
        warden.pass(Duration.ofMinutes(2));
        undisturbed(warden);
    }

    @Test
    void mode14_closedMarket_isSilentWithoutAnAlarm() throws Exception {
        Warden warden = ending(Warden.startedIb(folder, "closed", "", ""));
        warden.pass(Duration.ofMinutes(30));
        allSubscribed(warden);
        assertThat(warden.feed().connected()).isTrue();
        assertThat(warden.feed().reconnectsLastHour()).isZero();
        assertThat(warden.feed().errorsLastHour()).isZero();
        // Whatever is connected has not been so at first.
        assertThat(ofFeed(warden)).allMatch(incident -> incident.rule().equals("ib-connected"));
    }

    @Test
    void mode15_farmSaysOkAndDataIsDead_isSeenByItsTicks() throws Exception {
        Warden warden = healthy();
        warden.fault("farm-flap-loss", "20s");
        warden.pass(Duration.ofSeconds(22));
        assertThat(warden.feed().flowing()).isFalse();
        wellAgain(warden, Duration.ofSeconds(50));
        connectionsKept(warden);
    }

    @Test
    void mode16_loginOutstandingForHours_isToldToAPerson_withoutAStorm() throws Exception {
        Warden warden = healthy();
        warden.fault("early-eof", "40m");
        cut(warden);
        warden.pass(Duration.ofMinutes(39));
        assertThat(warden.feed().errorsLastHour()).isLessThan(55);
        assertThat(subjects(warden, "ib-not-ready"))
                .singleElement()
                .asString()
                .startsWith("[RED] ib: How long there has been no gateway that can be asked");
        flowingAgain(warden, Duration.ofMinutes(4));
    }

    @Test
    void mode17_gatewayAnswersOnceASecond_probesKeepTheirDistance() throws Exception {
        Warden warden = healthy();
        warden.pass(Duration.ofMinutes(5));
        undisturbed(warden);
    }

    @Test
    void mode18_unknownMessagesTicksAndTexts_arePassedOver() throws Exception {
        Warden warden = healthy();
        for (String kind : List.of("unknown-message", "unknown-tick", "odd-text")) {
            warden.fault(kind, "20s");
            warden.pass(Duration.ofSeconds(20));
        }
        undisturbed(warden);
    }

    @Test
    void mode18_malformedFrames_areSetAside_socketStays() throws Exception {
        Warden warden = healthy();
        warden.fault("malformed", "25s");
        warden.pass(Duration.ofSeconds(27));
        assertThat(warden.feed().reconnectsLastHour()).isZero();
        assertThat(warden.feed().errorsLastHour()).isGreaterThan(50);
        assertThat(warden.feed().flowing()).isTrue();
        warden.everythingIsStored();
    }

    @Test
    void mode18_giantLengthOrHalfAFrame_connectionIsMadeAnew() throws Exception {
        Warden warden = healthy();
        warden.fault("giant-length", "3s");
        warden.until(
                "made anew", Duration.ofSeconds(30), board -> Warden.feed(board).reconnectsLastHour() >= 1);
        flowingAgain(warden, Duration.ofMinutes(2));
        warden.fault("half-frame", "50s");
        givenUp(warden, Duration.ofSeconds(45));
        flowingAgain(warden, Duration.ofMinutes(3));
    }

    @Test
    void mode19_nextValidIdIsOneAgain_isOfNoConcern() throws Exception {
        Warden warden = healthy();
        cut(warden);
        wellAgain(warden, Duration.ofMinutes(1));
        assertThat(warden.feed().reconnectsLastHour()).isEqualTo(1);
        allSubscribed(warden);
    }

    @Test
    void mode20_endedAgainAndAgain_isFlapping_andSaidSo() throws Exception {
        Warden warden = healthy();
        warden.fault("fin", "3m");
        warden.pass(Duration.ofMinutes(3));
        assertThat(warden.incident("ib-flapping").subject()).isEqualTo("ib");
        warden.until(
                "flowing", Duration.ofMinutes(2), board -> Warden.feed(board).flowing());
        allSubscribed(warden);
    }

    @Test
    void mode21_expiredContract_isToldApart_andTheOthersGoOn() throws Exception {
        Warden warden = ending(Warden.startedIb(
                folder, "always", "", "730283094@CME, \"711280073@CME:quotes\", \"1000001@CME:quotes\""));
        warden.pass(Duration.ofMinutes(5));
        assertThat(warden.feed().flowing()).isTrue();
        assertThat(warden.feed().reconnectsLastHour()).isZero();
        warden.pass(Duration.ofMinutes(20));
        assertThat(warden.incident("ib-not-entitled").subject()).isEqualTo("ib");
        assertThat(warden.subscriptions()).isEqualTo(3);
        assertThat(warden.feed().reconnectsLastHour()).isZero();
    }

    @Test
    void mode22_resetSecondsAfterConnecting_isMadeAnew() throws Exception {
        Warden warden = healthy();
        warden.fault("drop", "20s");
        warden.pass(Duration.ofSeconds(20));
        wellAgain(warden, Duration.ofMinutes(2));
        allSubscribed(warden);
    }

    @Test
    void mode23_linkIsLostInTheNightlyReset_socketStays_nobodyIsWoken() throws Exception {
        Warden warden = ending(Warden.healthyIb(folder, Instant.parse("2026-03-03T05:20:00Z")));
        warden.fault("link-storm", "4m");
        warden.pass(Duration.ofMinutes(4));
        assertThat(warden.feed().connected()).isTrue();
        wellAgain(warden, Duration.ofMinutes(1));
        connectionsKept(warden);
        assertThat(ofFeed(warden).flatMap(incident -> warden.mails(incident).stream()))
                .isEmpty();
        warden.everythingIsStored();
    }

    @Test
    void mode23_nightOfReports_quotesAreBackWithoutAReset() throws Exception {
        Warden warden = ending(Warden.healthyIb(folder, Instant.parse("2026-03-03T05:20:00Z")));
        warden.fault("night-reset", "9m");
        warden.pass(Duration.ofMinutes(9));
        wellAgain(warden, Duration.ofMinutes(2));
        connectionsKept(warden);
        allSubscribed(warden);
    }

    /** What befell the feed and its streams, not the process, whose memory is that of every test before. */
    private static Stream<Incident> ofFeed(Warden warden) {
        return warden.incidents().stream().filter(incident -> incident.subject().startsWith("ib"));
    }

    private static List<String> subjects(Warden warden, String rule) {
        Incident incident = warden.incident(rule);
        return warden.mails(incident).stream()
                .map(mail -> mail.subject().replaceAll("[0-9]+ (min|s)", "N min"))
                .toList();
    }

    private static String contracts(java.util.function.IntFunction<String> written) {
        return IntStream.range(0, 90).mapToObj(written).collect(Collectors.joining(", "));
    }
}
