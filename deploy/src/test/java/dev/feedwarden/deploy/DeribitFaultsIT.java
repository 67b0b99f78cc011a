package dev.feedwarden.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.feedwarden.api.event.VenueState;
import dev.feedwarden.supervisor.history.Mail;
import dev.feedwarden.supervisor.status.FeedState;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Every way in which Deribit feeds are known to fail, made to happen at a simulated Deribit: real plugins, sockets and
 * store, the shipped rules with their real durations, and time that the test moves. The plugin's README lists them by
 * number. What the ladder and the mails of the longer ones are in full is told by {@link FaultsIT}.
 */
class DeribitFaultsIT extends ExchangeFaults {

    @Test
    void pace_venueSaysThatItIsAskedTooOften_growsWithEachComplaint_andIsTheUsualAfterAWhile() throws Exception {
        Warden warden = healthy("batch: 5");
        assertThat(warden.told().getDouble("pace")).isZero();
        warden.fault("rate-limit", "20s");
        warden.pass(Duration.ofSeconds(2));
        double first = warden.told().getDouble("pace");
        assertThat(first).isBetween(0.5, 1.0);
        warden.pass(Duration.ofMillis(18_500)); // half a second after the last complaint, which is on the page then
        double pace = warden.told().getDouble("pace");
        assertThat(pace).isGreaterThan(2 * first).isLessThanOrEqualTo(10);
        assertThat(warden.metric("feedwarden_feed_pace_seconds")).isEqualTo(pace);

        warden.until(
                "made anew", Duration.ofMinutes(1), board -> Warden.feed(board).connected());
        warden.pass(Duration.ofMillis(Math.round(pace * 1_500)));
        assertThat(warden.subscriptions()).isBetween(5, 12); // two requests so far
        warden.until(
                "as usual",
                Duration.ofMinutes(5),
                board -> Warden.feed(board).detail().pace() == 0);
        assertThat(warden.metric("feedwarden_feed_pace_seconds")).isZero();
        flowingAgain(warden, Duration.ofSeconds(1));
    }

    private static final int STREAMS = 20;

    /** What connection 0 subscribes besides: the state of the platform and of the listings. */
    private static final int NOTICES = 2;

    private static final String HERE = "127.0.0.1";

    /** A part of a host's name has 63 letters at most, so no resolver knows this one, and none is asked over the net. */
    private static final String NOWHERE = "n".repeat(64) + ".invalid";

    DeribitFaultsIT() {
        super(STREAMS + NOTICES);
    }

    @Override
    Warden healthy() throws Exception {
        return ending(Warden.healthy(folder));
    }

    @Override
    Warden healthy(String settings) throws Exception {
        return ending(Warden.healthyDeribit(folder, "top: 20, " + settings));
    }

    @Test
    void mode01_rawWithoutASignIn_isMisconfigured_asksNoMoreByItself_andAPersonIsTold() throws Exception {
        Warden warden = ending(Warden.startedDeribit(folder, HERE, 480, "top: 20, interval: raw"));
        warden.pass(Duration.ofSeconds(170));
        assertThat(warden.feed().venue()).isEqualTo(VenueState.MISCONFIGURED);
        assertThat(warden.feed().connected()).isTrue();
        assertThat(warden.feed().flowing()).isFalse();
        assertThat(warden.subscriptions()).isEqualTo(NOTICES);
        assertThat(warden.feed().errorsLastHour()).isEqualTo(1);
        warden.pass(Duration.ofSeconds(440));
        // Two more are due to the two attempts of the ladder.
        assertThat(warden.feed().errorsLastHour()).isBetween(2L, 4L);
        assertThat(warden.feed().reconnectsLastHour()).isLessThanOrEqualTo(1);
        assertThat(warden.mails(warden.incident("deribit-silence")))
                .extracting(Mail::subject)
                .anyMatch(subject -> subject.startsWith("[RED] deribit: a person is needed"));
    }

    @Test
    void mode02_acknowledgementListsHalf_theRestIsAskedForAgain() throws Exception {
        Warden warden = healthy();
        warden.fault("ack-missing", "1m");
        cut(warden);
        warden.pass(Duration.ofSeconds(50));
        assertThat(warden.subscriptions()).isEqualTo((STREAMS + NOTICES) / 2);
        assertThat(warden.feed().state()).isEqualTo(FeedState.HEALTHY);
        warden.pass(Duration.ofMinutes(6));
        // The notice that is still missing is asked for with the next ranking.
        assertThat(warden.subscriptions()).isEqualTo(STREAMS + NOTICES - 1);
        assertThat(warden.feed().reconnectsLastHour()).isEqualTo(1);
    }

    @Test
    void mode03_requestIsTooLarge_andTheErrorHasNoId_isHalvedUntilItFits() throws Exception {
        Warden warden = healthy();
        warden.fault("args-too-long", "5m");
        cut(warden);
        warden.pass(Duration.ofSeconds(20));
        allSubscribed(warden);
        assertThat(warden.feed().reconnectsLastHour()).isEqualTo(1);
        wellAgain(warden, Duration.ofMinutes(1));
    }

    @Test
    void mode03_fourteenHundredOptions_noRequestIsTooLarge() throws Exception {
        Warden warden = ending(
                Warden.startedDeribit(folder, HERE, 2_000, "top: 1400, batch: 900, streams_per_connection: 1400"));
        warden.until(
                "listed", Duration.ofSeconds(20), board -> Warden.feed(board).streams() == 1_400);
        warden.pass(Duration.ofSeconds(5));
        assertThat(warden.subscriptions()).isEqualTo(1_400 + NOTICES);
        assertThat(warden.feed().errorsLastHour()).isZero();
    }

    @Test
    void mode04_tooManyRequests_connectionIsLeft_andMadeAnewEverMoreSeldom() throws Exception {
        Warden warden = healthy();
        warden.fault("rate-limit", "20s");
        warden.pass(Duration.ofSeconds(20));
        assertThat(warden.feed().state()).isEqualTo(FeedState.DISCONNECTED);
        assertThat(warden.feed().reconnectsLastHour()).isLessThanOrEqualTo(5);
        wellAgain(warden, Duration.ofMinutes(3));
        allSubscribed(warden);
    }

    @Test
    void mode05_storageStandsWithSevenHundredOptions_connectionIsKept_andNothingIsLost() throws Exception {
        Warden warden = ending(Warden.healthyDeribit(folder, Instant.parse("2026-03-02T10:00:00Z"), 50, 1_000, 700));
        warden.breakSink();
        warden.pass(Duration.ofMinutes(5));
        assertThat(warden.feed().state()).isEqualTo(FeedState.HEALTHY);
        assertThat(warden.feed().reconnectsLastHour()).isZero();
        assertThat(warden.feed().errorsLastHour()).isZero();
        assertThat(warden.subscriptions()).isEqualTo(700 + NOTICES);
        assertThat(warden.incident("self-journal-oldest").closed()).isNull();
        warden.healSink();
        warden.everythingIsStored();
    }

    @Test
    void mode06_endOfTheConnectionIsNeverSeen_isGivenUpInHalfAMinute() throws Exception {
        Warden warden = healthy();
        warden.fault("half-open", "40s");
        givenUp(warden, Duration.ofSeconds(31));
        wellAgain(warden, Duration.ofMinutes(3));
        allSubscribed(warden);
    }

    @Test
    void mode06_noTestRequestAndNoAnswerToOurs_connectionIsMadeAnewThoughDataFlows() throws Exception {
        Warden warden = healthy();
        warden.fault("pong-missing", "50s");
        warden.pass(Duration.ofSeconds(34));
        assertThat(warden.feed().reconnectsLastHour()).isZero();
        assertThat(warden.feed().flowing()).isTrue();
        madeAnew(warden, Duration.ofSeconds(14));
        wellAgain(warden, Duration.ofMinutes(1));
        allSubscribed(warden);
    }

    @Test
    void mode07_nameCannotBeResolved_isTriedForEver_oneAttemptAtATime() throws Exception {
        Warden warden = ending(Warden.startedDeribit(folder, NOWHERE, 480, "top: 20"));
        warden.pass(Duration.ofMinutes(3));
        assertThat(warden.feed().state()).isEqualTo(FeedState.DISCONNECTED);
        assertThat(warden.feed().detail().breaker()).isEqualTo("open");
        long errors = warden.feed().errorsLastHour();
        assertThat(errors).isBetween(4L, 8L);
        warden.pass(Duration.ofMinutes(6));
        assertThat(warden.feed().errorsLastHour()).isBetween(errors + 1, errors + 3);
    }

    @Test
    void mode07_venueRefusesForMinutes_isTriedUntilItServes() throws Exception {
        Warden warden = healthy();
        warden.fault("refuse", "4m");
        warden.pass(Duration.ofMinutes(4));
        assertThat(warden.feed().state()).isEqualTo(FeedState.DISCONNECTED);
        assertThat(warden.feed().errorsLastHour()).isBetween(5L, 10L);
        wellAgain(warden, PAUSED_AND_BACK);
        allSubscribed(warden);
    }

    @Test
    void mode08_storageStands_theVenuesHeartbeatsAreAnswered() throws Exception {
        Warden warden = healthy();
        warden.breakSink();
        warden.pass(Duration.ofMinutes(2)); // the venue ends who does not answer within 10 s
        warden.healSink();
        undisturbed(warden);
    }

    @Test
    void mode09_heartbeatsButNoData_isSeenInTenSeconds_andTheConnectionIsMadeAnew() throws Exception {
        Warden warden = healthy();
        warden.fault("stall", "310s");
        warden.pass(Duration.ofSeconds(11));
        assertThat(warden.feed().state()).isEqualTo(FeedState.DEGRADED);
        assertThat(warden.feed().connected()).isTrue();
        warden.pass(Duration.ofMinutes(4));
        assertThat(warden.feed().errorsLastHour()).isZero();
        warden.until(
                "made anew by the ladder",
                Duration.ofMinutes(1),
                board -> Warden.feed(board).reconnectsLastHour() == 1);
        wellAgain(warden, PAUSED_AND_BACK);
        allSubscribed(warden);
    }

    @Test
    void mode10_messagesAreMalformed_areSetAside_andTheConnectionStays() throws Exception {
        Warden warden = healthy();
        warden.fault("malformed", "25s");
        warden.pass(Duration.ofSeconds(27));
        assertThat(warden.feed().reconnectsLastHour()).isZero();
        assertThat(warden.feed().errorsLastHour()).isGreaterThan(50);
        assertThat(warden.feed().flowing()).isTrue();
        warden.everythingIsStored();
    }

    @Test
    void mode11_sidesAreEmpty_asZeroAndAsNull_areTicksAllTheSame() throws Exception {
        Warden warden = healthy();
        warden.fault("empty-sides", "1m");
        warden.pass(Duration.ofMinutes(1));
        undisturbed(warden);
    }

    @Test
    void mode12_entriesOfTheListChange_unusableOnesAreLeftOut_theOthersServe() throws Exception {
        Warden warden = healthy();
        Set<String> before = warden.streams();
        warden.fault("odd-list", "30s");
        cut(warden);
        warden.pass(Duration.ofSeconds(30));
        assertThat(warden.streams()).hasSize(STREAMS).isNotEqualTo(before);
        allSubscribed(warden);
        assertThat(warden.feed().reconnectsLastHour()).isEqualTo(1);
        assertThat(warden.feed().errorsLastHour()).isEqualTo(1);
        wellAgain(warden, Duration.ofMinutes(1));
    }

    @Test
    void mode13_optionsExpireAtEight_leaveWithoutAnAlarm() throws Exception {
        Warden warden = beforeEight();
        Instant well = warden.board().time();
        assertThat(warden.streams()).anyMatch(DeribitFaultsIT::expires);
        warden.pass(Duration.ofMinutes(3));
        assertThat(warden.streams()).isNotEmpty().noneMatch(DeribitFaultsIT::expires);
        assertThat(warden.incidents())
                .filteredOn(incident -> incident.opened().isAfter(well))
                .noneMatch(incident -> incident.subject().equals("deribit"));
        untouched(warden);
        warden.fault("stall", "1m");
        warden.pass(Duration.ofSeconds(1));
        long sent = warden.truth().getLong("sent");
        // What the venue says of an option when it is over is not wanted any more.
        warden.until(
                "accepted",
                Duration.ofSeconds(30),
                board -> sent - board.journal().accepted() <= 2);
        assertThat(sent).isGreaterThanOrEqualTo(warden.board().journal().accepted());
    }

    @Test
    void mode14_optionsAreListedAtEight_areSubscribedWithinAMinute() throws Exception {
        Warden warden = beforeEight();
        Set<String> before = warden.streams();
        warden.until(
                "listed",
                Duration.ofMinutes(4),
                board -> !before.containsAll(
                        Warden.feed(board).detail().streams().keySet()));
        assertThat(warden.board().time())
                .isBetween(Instant.parse("2026-03-03T08:00:00Z"), Instant.parse("2026-03-03T08:00:30Z"));
        warden.pass(Duration.ofSeconds(10));
        untouched(warden);
    }

    @Test
    void mode15_connectionsInARow_subscribeTheWantedSetOnce() throws Exception {
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
    void mode16_booksHaveGaps_areNoneOfOurs() throws Exception {
        Warden warden = healthy();
        warden.fault("book-gap", "1m");
        warden.pass(Duration.ofMinutes(1));
        assertThat(warden.feed().detail().gaps()).isZero();
        undisturbed(warden);
    }

    @Test
    void mode17_dataIsLateWhileConnected_isSaid_andNothingIsRestarted() throws Exception {
        Warden warden = healthy();
        warden.fault("late", "6m");
        warden.pass(Duration.ofMinutes(6));
        assertThat(warden.incident("deribit-lag").closed()).isNull();
        assertThat(warden.feed().state()).isEqualTo(FeedState.HEALTHY);
        wellAgain(warden, Duration.ofMinutes(6));
        undisturbed(warden);
    }

    @Test
    void mode18_venuesClockIsAhead_isSaid_andNothingDependsOnOurs() throws Exception {
        Warden warden = healthy();
        warden.fault("clock-skew", "4m");
        warden.pass(Duration.ofMinutes(3));
        assertThat(warden.incident("deribit-clock").closed()).isNull();
        assertThat(warden.incidents()).noneMatch(incident -> incident.rule().equals("deribit-lag"));
        warden.pass(Duration.ofSeconds(70));
        undisturbed(warden);
    }

    @Test
    void mode19_handshakesAreNeverAnswered_timeOut_andAreTriedAgain() throws Exception {
        Warden warden = healthy();
        warden.fault("half-open", "40s");
        cut(warden);
        warden.pass(Duration.ofSeconds(39));
        assertThat(warden.feed().state()).isEqualTo(FeedState.DISCONNECTED);
        assertThat(warden.feed().errorsLastHour()).isBetween(3L, 6L);
        wellAgain(warden, Duration.ofMinutes(2));
        allSubscribed(warden);
    }

    @Test
    void mode20_requestsToSubscribeVanish_areSentAgain_andNothingIsWedged() throws Exception {
        Warden warden = healthy();
        warden.fault("no-ack", "25s");
        cut(warden);
        warden.pass(Duration.ofSeconds(20));
        assertThat(warden.feed().connected()).isTrue();
        assertThat(warden.subscriptions()).isZero();
        wellAgain(warden, Duration.ofMinutes(2));
        assertThat(warden.subscriptions()).isGreaterThanOrEqualTo(STREAMS);
        assertThat(warden.feed().reconnectsLastHour()).isLessThanOrEqualTo(2);
        warden.everythingIsStored();
    }

    @Test
    void mode21_platformStateFloods_isNoMaintenance() throws Exception {
        Warden warden = healthy();
        warden.fault("platform-flood", "1m");
        warden.pass(Duration.ofMinutes(1));
        assertThat(warden.feed().venue()).isEqualTo(VenueState.OPEN);
        undisturbed(warden);
    }

    @Test
    void mode22_numbersAreTexts_areAbsent_andTheTickCounts() throws Exception {
        Warden warden = healthy();
        warden.fault("odd-values", "1m");
        warden.pass(Duration.ofMinutes(1));
        undisturbed(warden);
    }

    /** Twenty options of ten days are listed and wanted; two of them expire in less than three minutes. */
    private Warden beforeEight() throws Exception {
        Instant start = Instant.parse("2026-03-03T07:57:00Z");
        return ending(Warden.healthyDeribit(folder, start, 5, STREAMS, 100));
    }

    private static boolean expires(String option) {
        return option.startsWith("ETH-3MAR26-");
    }
}
