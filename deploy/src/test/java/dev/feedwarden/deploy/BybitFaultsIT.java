package dev.feedwarden.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.feedwarden.api.event.VenueState;
import dev.feedwarden.supervisor.history.Incident;
import dev.feedwarden.supervisor.status.FeedState;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/**
 * Every way in which Bybit feeds are known to fail, made to happen at a simulated Bybit: real plugins, sockets and store,
 * the shipped rules with their real durations, and time that the test moves. The plugin's README lists them by number.
 */
class BybitFaultsIT extends ExchangeFaults {

    private static final int STREAMS = 20;

    BybitFaultsIT() {
        super(STREAMS);
    }

    @Override
    Warden healthy() throws Exception {
        return ending(Warden.healthyBybit(folder, "top: 20"));
    }

    @Override
    Warden healthy(String settings) throws Exception {
        return ending(Warden.healthyBybit(folder, "top: 20, " + settings));
    }

    @Test
    void mode01_socketsWithoutAnEarlyPingAreCut_weAreNot() throws Exception {
        Warden warden = healthy();
        warden.fault("ping-required", "3m");
        warden.pass(Duration.ofMinutes(3));
        undisturbed(warden);
    }

    @Test
    void mode02_venueRefusesForMinutes_isTriedUntilItServes() throws Exception {
        Warden warden = healthy();
        warden.fault("refuse", "7m");
        warden.pass(Duration.ofMinutes(7));
        assertThat(warden.feed().state()).isEqualTo(FeedState.DISCONNECTED);
        assertThat(warden.feed().errorsLastHour()).isBetween(6L, 30L);
        // Left alone after five failures, tried in vain by the ladder at 5 minutes, and left alone until 10.
        wellAgain(warden, PAUSED_AND_BACK);
    }

    @Test
    void mode03_reconnected_everythingIsSubscribedAgain() throws Exception {
        Warden warden = healthy();
        cut(warden);
        warden.pass(Duration.ofSeconds(10));
        allSubscribed(warden);
        wellAgain(warden, Duration.ofMinutes(1));
        assertThat(warden.feed().reconnectsLastHour()).isEqualTo(1);
    }

    @Test
    void mode04_pingsStayUnanswered_connectionIsMadeAnewWithinHalfAMinute() throws Exception {
        Warden warden = healthy();
        warden.fault("pong-missing", "25s");
        madeAnew(warden, Duration.ofSeconds(32));
        wellAgain(warden, Duration.ofMinutes(1));
    }

    @Test
    void mode04_halfOpen_connectionIsMadeAnew() throws Exception {
        Warden warden = healthy();
        warden.fault("half-open", "40s");
        givenUp(warden, Duration.ofSeconds(31));
        wellAgain(warden, Duration.ofMinutes(3));
    }

    @Test
    void mode05_pongsButNoData_isFoundByComparingWithHttp_andAPersonIsTold() throws Exception {
        Warden warden = healthy();
        warden.fault("stall", "11m");
        warden.pass(Duration.ofSeconds(11));
        assertThat(warden.feed().state()).isEqualTo(FeedState.DEGRADED);
        warden.until(
                "made anew by the cross-check",
                Duration.ofMinutes(2),
                board -> Warden.feed(board).reconnectsLastHour() >= 1);
        warden.pass(Duration.ofMinutes(10));
        wellAgain(warden, PAUSED_AND_BACK);
        Incident silence = warden.incident("bybit-silence");
        assertThat(warden.mails(silence))
                .extracting(mail -> mail.subject().replaceAll("[0-9]+ min", "N min"))
                .containsExactly(
                        "[YELLOW] bybit: No tick from Bybit (60 s)",
                        "[RED] bybit: No tick from Bybit (N min)",
                        "[RED] bybit: a person is needed: No tick from Bybit (N min)",
                        "[GREEN] bybit: over after N min: No tick from Bybit");
        warden.everythingIsStored();
    }

    @Test
    void mode06_moreThanTenArgumentsAreRefused_requestsAreHalvedUntilTheyFit() throws Exception {
        Warden warden = healthy();
        warden.fault("args-too-long", "10m");
        cut(warden);
        warden.pass(Duration.ofSeconds(15));
        allSubscribed(warden);
        assertThat(warden.feed().reconnectsLastHour()).isEqualTo(1);
    }

    @Test
    void mode07_largeRequestsEndTheConnection_theNextOnesAreHalf() throws Exception {
        Warden warden = healthy();
        warden.fault("cut-large", "10m");
        cut(warden);
        warden.pass(Duration.ofSeconds(30));
        allSubscribed(warden);
        assertThat(warden.feed().reconnectsLastHour()).isEqualTo(2);
    }

    @Test
    void mode08_answersToWhatNobodyAsked_grantNothing() throws Exception {
        Warden warden = healthy();
        warden.fault("foreign-ack", "15s");
        cut(warden);
        warden.pass(Duration.ofSeconds(14));
        assertThat(warden.subscriptions()).isZero();
        assertThat(warden.feed().errorsLastHour()).isGreaterThanOrEqualTo(2);
        warden.pass(Duration.ofSeconds(40));
        allSubscribed(warden);
        wellAgain(warden, Duration.ofMinutes(1));
    }

    @Test
    void mode08_topicsThatFail_areAskedForAgain() throws Exception {
        Warden warden = healthy();
        warden.fault("fail-topics", "1m");
        cut(warden);
        warden.pass(Duration.ofSeconds(50));
        assertThat(warden.subscriptions()).isEqualTo(STREAMS / 2);
        warden.pass(Duration.ofMinutes(6));
        allSubscribed(warden);
        assertThat(warden.feed().reconnectsLastHour()).isEqualTo(1);
    }

    @Test
    void mode08_topicsMissingInTheAnswer_areAskedForAgain() throws Exception {
        Warden warden = healthy();
        warden.fault("ack-missing", "1m");
        cut(warden);
        warden.pass(Duration.ofSeconds(50));
        assertThat(warden.subscriptions()).isEqualTo(STREAMS / 2);
        warden.pass(Duration.ofMinutes(6));
        allSubscribed(warden);
    }

    @Test
    void mode09_topicsAcknowledgedWithoutData_areFoundAndAskedForAgain() throws Exception {
        Warden warden = healthy();
        warden.fault("ack-without-data", "1m");
        cut(warden);
        warden.pass(Duration.ofSeconds(30));
        assertThat(warden.subscriptions()).isEqualTo(STREAMS / 2);
        warden.pass(Duration.ofSeconds(70));
        allSubscribed(warden);
        assertThat(warden.feed().reconnectsLastHour()).isEqualTo(1);
        assertThat(warden.feed().state()).isEqualTo(FeedState.HEALTHY);
    }

    @Test
    void mode10_listsAreCutShortOrNeverEnd_theOldSetStays() throws Exception {
        Warden warden = healthy();
        warden.fault("page-loop", "10m");
        warden.pass(Duration.ofMinutes(11));
        assertThat(warden.feed().streams()).isEqualTo(STREAMS);
        assertThat(warden.feed().errorsLastHour()).isPositive();
        allSubscribed(warden);
    }

    @Test
    void mode11_httpIsBanned_isLeftAloneForTenMinutes_andDataFlowsOn() throws Exception {
        Warden warden = healthy();
        warden.fault("ban", "9m");
        warden.pass(Duration.ofMinutes(9));
        assertThat(warden.feed().errorsLastHour()).isEqualTo(1);
        assertThat(warden.feed().state()).isEqualTo(FeedState.HEALTHY);
        assertThat(warden.feed().venue()).isEqualTo(VenueState.OPEN);
        warden.everythingIsStored();
    }

    @Test
    void mode11_tooManyVisits_connectionIsLeftAndMadeAnewCarefully() throws Exception {
        Warden warden = healthy();
        warden.fault("rate-limit", "20s");
        warden.pass(Duration.ofSeconds(20));
        assertThat(warden.feed().reconnectsLastHour()).isLessThanOrEqualTo(5);
        wellAgain(warden, Duration.ofMinutes(3));
        allSubscribed(warden);
    }

    @Test
    void mode12_countryIsRefused_isBlocked_andNothingLoops() throws Exception {
        Warden warden = healthy();
        warden.fault("geo-block", "4m");
        warden.until(
                "blocked", Duration.ofMinutes(2), board -> Warden.feed(board).venue() == VenueState.BLOCKED);
        warden.pass(Duration.ofMinutes(2));
        assertThat(warden.feed().errorsLastHour()).isLessThan(15);
        wellAgain(warden, PAUSED_AND_BACK);
        assertThat(warden.feed().venue()).isEqualTo(VenueState.OPEN);
    }

    @Test
    void mode13_venuesClockIsAnHourBehind_nothingDependsOnOurs() throws Exception {
        Warden warden = healthy();
        warden.fault("clock-skew", "12m");
        warden.pass(Duration.ofMinutes(12));
        undisturbed(warden);
    }

    @Test
    void mode14_messagesAreMalformed_areSetAsideAndTheSocketStays() throws Exception {
        Warden warden = healthy();
        warden.fault("malformed", "25s");
        warden.pass(Duration.ofSeconds(27));
        assertThat(warden.feed().reconnectsLastHour()).isZero();
        assertThat(warden.feed().errorsLastHour()).isGreaterThan(50);
        assertThat(warden.feed().flowing()).isTrue();
        warden.everythingIsStored();
    }

    @Test
    void mode15_everyConnectionDiesOfItsFirstMessage_attemptsBecomeRare() throws Exception {
        Warden warden = healthy();
        warden.fault("truncated", "205s");
        warden.pass(Duration.ofSeconds(205));
        assertThat(warden.feed().reconnectsLastHour()).isBetween(4L, 10L);
        wellAgain(warden, PAUSED_AND_BACK);
    }

    @Test
    void mode16_everyConnectionIsReset_attemptsBecomeRare() throws Exception {
        Warden warden = healthy();
        warden.fault("drop", "205s");
        warden.pass(Duration.ofSeconds(205));
        assertThat(warden.feed().reconnectsLastHour()).isLessThanOrEqualTo(10);
        wellAgain(warden, PAUSED_AND_BACK);
    }

    @Test
    void mode17_pongsOfEveryShape_areNoData() throws Exception {
        Warden warden = healthy();
        warden.fault("stall", "50s");
        warden.pass(Duration.ofSeconds(49));
        assertThat(warden.feed().flowing()).isFalse();
        assertThat(warden.feed().errorsLastHour()).isZero();
        wellAgain(warden, Duration.ofMinutes(2));
    }

    @Test
    void mode18_onlyChangesAreSent_andAWholeAfterARestart_areMerged() throws Exception {
        Warden warden = healthy();
        warden.fault("deltas", "90s");
        warden.pass(Duration.ofSeconds(30));
        cut(warden);
        warden.pass(Duration.ofMinutes(2));
        assertThat(warden.feed().state()).isEqualTo(FeedState.HEALTHY);
        warden.everythingIsStored();
    }

    @Test
    void mode19_longUp_isNotCutForWantOfPings() throws Exception {
        Warden warden = healthy();
        warden.fault("ping-required", "25m");
        warden.pass(Duration.ofMinutes(25));
        undisturbed(warden);
    }

    @Test
    void mode20_optionsExpire_leaveWithoutAnAlarmAndAreReplaced() throws Exception {
        Warden warden = healthy();
        warden.fault("expire", "1m");
        warden.pass(Duration.ofMinutes(12));
        assertThat(warden.feed().streams()).isEqualTo(STREAMS);
        allSubscribed(warden);
        assertThat(warden.incidents()).noneMatch(incident -> incident.subject().equals("bybit"));
    }

    @Test
    void mode21_connectionsInARow_shareNothing() throws Exception {
        Warden warden = healthy();
        for (int i = 0; i < 3; i++) {
            cut(warden);
            warden.pass(Duration.ofMillis(1_500 + i * 700L));
        }
        warden.pass(Duration.ofSeconds(40));
        allSubscribed(warden);
        assertThat(warden.feed().state()).isEqualTo(FeedState.HEALTHY);
        assertThat(warden.feed().reconnectsLastHour()).isLessThanOrEqualTo(3);
    }

    @Test
    void mode22_twoThousandOptions_areSubscribedInAFewRequestsWithinHalfAMinute() throws Exception {
        Warden warden = ending(Warden.startedBybit(folder, 2_000));
        warden.until(
                "listed", Duration.ofSeconds(20), board -> Warden.feed(board).streams() >= 1_900);
        int streams = warden.feed().streams();
        warden.pass(Duration.ofSeconds(10));
        assertThat(warden.subscriptions()).isEqualTo(streams);
        assertThat(warden.feed().errorsLastHour()).isZero();
    }
}
