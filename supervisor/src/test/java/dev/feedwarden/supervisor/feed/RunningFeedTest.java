package dev.feedwarden.supervisor.feed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.feedwarden.api.Reading;
import dev.feedwarden.api.event.Event.AttemptFailed;
import dev.feedwarden.api.event.Event.Connected;
import dev.feedwarden.api.event.Event.Disconnected;
import dev.feedwarden.api.event.Event.Faulted;
import dev.feedwarden.api.event.Event.Measured;
import dev.feedwarden.api.event.Event.Refused;
import dev.feedwarden.api.event.Event.Sampled;
import dev.feedwarden.api.event.Event.StreamsWanted;
import dev.feedwarden.api.event.Event.VenueChanged;
import dev.feedwarden.api.event.FaultKind;
import dev.feedwarden.api.event.VenueState;
import dev.feedwarden.api.feed.Session;
import dev.feedwarden.api.feed.Stream;
import dev.feedwarden.supervisor.feed.FakeTransport.FakeLink;
import io.vertx.core.buffer.Buffer;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RunningFeedTest {

    private static final Duration SECOND = Duration.ofSeconds(1);

    @Test
    void start_attemptHangs_isGivenUpAndClosedAfterTheLimit() {
        var bench = new FeedBench("a");
        FakeLink first = bench.link();
        bench.advance(Duration.ofMillis(2999));
        assertThat(first.closed).isFalse();
        bench.advance(Duration.ofMillis(1));
        assertThat(first.closed).isTrue();
        first.receiver.opened();
        assertThat(bench.facts(Connected.class)).isEmpty();
        AttemptFailed failed = bench.last(AttemptFailed.class);
        assertThat(failed.inARow()).isEqualTo(1);
        assertThat(failed.nextIn()).isBetween(Duration.ofMillis(800), Duration.ofMillis(1200));
        assertThat(failed.detail()).contains("3000 ms");
    }

    @Test
    void start_attemptsFail_goesOnForEverOverTheEndpointsInTurn() {
        var bench = new FeedBench("a");
        for (int i = 0; i < 50; i++) {
            bench.link().receiver.closed("Connection refused");
            bench.untilNextLink();
        }
        assertThat(bench.links().subList(0, 4))
                .extracting(link -> link.endpoint.getHost())
                .containsExactly("one", "two", "one", "two");
        assertThat(bench.facts(AttemptFailed.class).get(49).inARow()).isEqualTo(50);
        assertThat(bench.last(AttemptFailed.class).nextIn()).isEqualTo(Duration.ofMinutes(5));
    }

    @Test
    void start_noEndpoints_isAFailedAttemptAndTriedAgain() {
        var bench = new FeedBench("a");
        bench.feed.endpoints = List.of();
        bench.link().receiver.closed("refused");
        bench.advance(Duration.ofSeconds(2));
        assertThat(bench.last(AttemptFailed.class).detail()).contains("no endpoint");
        bench.feed.endpoints = List.of(URI.create("ws://three"));
        bench.advance(Duration.ofSeconds(10));
        assertThat(bench.link().endpoint.getHost()).isEqualTo("three");
    }

    @Test
    void want_anotherSet_saysTheWholeSetOnceAndBeforeItsTicks() {
        var bench = new FeedBench("a", "b");
        bench.feed.context.want(TinyFeed.streams("b", "a"));
        bench.feed.context.want(TinyFeed.streams("b", "c"));
        assertThat(bench.facts(StreamsWanted.class))
                .extracting(StreamsWanted::streams)
                .containsExactly(List.of("a", "b"), List.of("b", "c"));
        assertThat(bench.facts.get(0)).isInstanceOf(StreamsWanted.class);
    }

    @Test
    void connection_comesUp_subscribesAndTakesTicks() {
        var bench = new FeedBench("a", "b");
        FakeLink link = bench.up();
        link.say("tick a 1 2.5");
        assertThat(link.heard).containsExactly("hello", "sub a,b");
        assertThat(bench.journal.ticks).hasSize(1);
        assertThat(bench.last(Connected.class).again()).isFalse();
    }

    @Test
    void connection_lost_isMadeAnewAndSubscribedAnew() {
        var bench = new FeedBench("a");
        bench.up().receiver.closed("close code 1001: going away");
        assertThat(bench.last(Disconnected.class).cause()).isEqualTo(FaultKind.CLOSED);
        assertThat(bench.last(Disconnected.class).detail()).isEqualTo("close code 1001: going away");
        bench.advance(Duration.ofMillis(1200));
        FakeLink second = bench.up();
        assertThat(bench.links()).hasSize(2);
        assertThat(second.heard).containsExactly("hello", "sub a");
        assertThat(bench.last(Connected.class).again()).isTrue();
        assertThat(bench.count("feedwarden.feed.reconnects")).isEqualTo(1);
    }

    @Test
    void connection_pongMissing_isClosedAfterTenSeconds() {
        var bench = new FeedBench("a");
        FakeLink link = bench.up();
        link.say("tick a 1 1");
        bench.advance(Duration.ofMillis(29_799));
        assertThat(link.pings).isEqualTo(1);
        assertThat(link.closed).isFalse();
        bench.advance(Duration.ofMillis(1));
        assertThat(link.closed).isTrue();
        assertThat(bench.last(Disconnected.class).cause()).isEqualTo(FaultKind.TIMEOUT);
        assertThat(bench.last(Disconnected.class).detail()).contains("no pong within 10 s", "last data 29 s ago");
    }

    @Test
    void connection_pongsComing_isPingedEveryTwentySeconds() {
        var bench = new FeedBench("a");
        bench.up();
        bench.advanceTalking(60, "tick a NUMBER 1");
        assertThat(bench.link().pings).isEqualTo(3);
        assertThat(bench.facts(Disconnected.class)).isEmpty();
    }

    @Test
    void connection_onlyPongs_isClosedAtTheMessageAge() {
        var bench = new FeedBench("a");
        FakeLink link = bench.up();
        link.say("tick a 1 1");
        for (int i = 0; i < 39; i++) {
            bench.advance(SECOND);
            link.receiver.ponged();
        }
        assertThat(link.closed).isFalse();
        bench.advance(SECOND);
        assertThat(link.closed).isTrue();
        assertThat(bench.last(Disconnected.class).detail()).contains("no complete message for 40 s");
    }

    @Test
    void stream_dripsWithoutACompleteMessage_isClosedAtTheMessageAge() {
        var bench = new FeedBench("a");
        FakeLink link = bench.link();
        link.framed = false;
        bench.up();
        link.say("tick a 1 1");
        for (int i = 0; i < 41; i++) {
            bench.advance(SECOND);
            link.receiver.received(Buffer.buffer("x"));
        }
        assertThat(link.pings).isZero();
        assertThat(bench.last(Disconnected.class).detail()).contains("no complete message for 40 s");
    }

    @Test
    void connection_neverReady_isMadeAnew() {
        var bench = new FeedBench("a");
        bench.link().receiver.opened();
        bench.advance(Duration.ofSeconds(15));
        assertThat(bench.last(Disconnected.class).cause()).isEqualTo(FaultKind.TIMEOUT);
        assertThat(bench.last(Disconnected.class).detail()).contains("not ready");
    }

    @Test
    void connection_madeOnlyWhenReady_endsBefore_isAFailedAttempt_thatSaysWhereItStood() {
        var bench = new FeedBench("a");
        bench.feed.connectedWhenReady = true;
        bench.feed.standing = "not ready";
        bench.link().receiver.opened();
        bench.link().receiver.closed("closed by the peer");
        assertThat(bench.facts(Connected.class)).isEmpty();
        assertThat(bench.facts(Disconnected.class)).isEmpty();
        assertThat(bench.last(AttemptFailed.class).detail()).isEqualTo("closed by the peer; not ready");
        bench.untilNextLink();
        bench.up();
        assertThat(bench.last(Connected.class).again()).isFalse();
        bench.link().receiver.closed("gone");
        assertThat(bench.last(Disconnected.class).detail()).isEqualTo("gone; not ready");
    }

    @Test
    void start_feedKnowsWhenToTryAgain_isHeard() {
        var bench = new FeedBench("a");
        bench.feed.retryAfter = Duration.ofSeconds(5);
        for (int i = 0; i < 10; i++) {
            bench.link().receiver.closed("Connection refused");
            assertThat(bench.last(AttemptFailed.class).nextIn()).isEqualTo(Duration.ofSeconds(5));
            bench.untilNextLink();
        }
    }

    @Test
    void connection_withoutData_staysWhileNoneIsDue() {
        var bench = new FeedBench("a");
        bench.feed.dataDue = false;
        FakeLink link = bench.up();
        bench.advanceTalking(59, "time 2026-11-21T12:00:00Z");
        assertThat(link.closed).isFalse();
        bench.feed.dataDue = true;
        bench.advanceTalking(2, "time 2026-11-21T12:00:00Z");
        assertThat(bench.last(Disconnected.class).detail()).contains("no data within 15 s");
    }

    @Test
    void connection_leftOfOurOwnAccord_protocolIsToldFirst() {
        var bench = new FeedBench("a");
        bench.up();
        bench.running.act(FeedAction.RECONNECT, null);
        assertThat(bench.feed.closed).containsExactly("leaving 0", "protocol 0");
    }

    @Test
    void connection_grantedButNoData_isMadeAnewAtTheNextEndpoint() {
        var bench = new FeedBench("a");
        bench.up();
        bench.advanceTalking(15, "time 2026-11-21T12:00:00Z");
        assertThat(bench.last(Disconnected.class).detail()).contains("no data within 15 s");
        bench.advance(Duration.ofSeconds(2));
        assertThat(bench.link().endpoint.getHost()).isEqualTo("two");
    }

    @Test
    void connection_withDataLost_comesBackAtTheSameEndpoint() {
        var bench = new FeedBench("a");
        FakeLink link = bench.up();
        link.say("tick a 1 1");
        link.receiver.closed("lost");
        bench.advance(Duration.ofSeconds(2));
        assertThat(bench.link().endpoint.getHost()).isEqualTo("one");
    }

    @Test
    void connection_peerTakesNothing_isClosedAfterTenSeconds() {
        var bench = new FeedBench("a");
        FakeLink link = bench.up();
        link.say("tick a 1 1");
        link.full = true;
        bench.feed.sessions.get(0).send(Buffer.buffer("x"));
        bench.advance(Duration.ofMillis(9_999));
        assertThat(link.closed).isFalse();
        bench.advance(Duration.ofMillis(1));
        assertThat(bench.last(Disconnected.class).cause()).isEqualTo(FaultKind.TIMEOUT);
        assertThat(bench.last(Disconnected.class).detail()).contains("took nothing");
    }

    @Test
    void connection_peerTakesAgain_stays() {
        var bench = new FeedBench("a");
        FakeLink link = bench.up();
        link.say("tick a 1 1");
        link.full = true;
        bench.feed.sessions.get(0).send(Buffer.buffer("x"));
        bench.advance(Duration.ofSeconds(9));
        link.receiver.drained();
        bench.advance(Duration.ofSeconds(9));
        assertThat(link.closed).isFalse();
    }

    @Test
    void connection_flaps_waitsEverLongerUntilDataFlowedThirtySeconds() {
        var bench = new FeedBench("a");
        for (int seconds : new int[] {1, 2, 4, 8}) {
            bench.up().say("tick a " + seconds + " 1");
            bench.link().receiver.closed("flap");
            assertThat(bench.untilNextLink().toMillis()).isBetween(seconds * 800L, seconds * 1200L + 10);
        }
        bench.up();
        bench.advanceTalking(20, "tick a NUMBER 1");
        bench.link().receiver.closed("flap");
        assertThat(bench.untilNextLink().toMillis())
                .as("20 s of data are too few")
                .isGreaterThan(12_000);
        bench.up();
        bench.advanceTalking(32, "tick a NUMBER 1");
        bench.link().receiver.closed("flap");
        assertThat(bench.untilNextLink().toMillis())
                .as("30 s of data begin anew")
                .isLessThan(1_300);
    }

    @Test
    void connection_oversized_isAFaultAndAGapAndMadeAnew() {
        var bench = new FeedBench("a");
        bench.up().receiver.oversized("a message of more than 1000 bytes arrived");
        assertThat(bench.facts(Faulted.class))
                .extracting(Faulted::kind)
                .containsExactly(FaultKind.OVERSIZED, FaultKind.GAP);
        assertThat(bench.last(Disconnected.class).cause()).isEqualTo(FaultKind.OVERSIZED);
        bench.advance(Duration.ofSeconds(2));
        assertThat(bench.links()).hasSize(2);
    }

    @Test
    void reset_notBefore_isRespectedEvenWhenAPersonReconnects() {
        var bench = new FeedBench("a");
        bench.up().say("reset 600");
        assertThat(bench.last(Disconnected.class).cause()).isEqualTo(FaultKind.RATE_LIMIT);
        assertThat(bench.running.act(FeedAction.RECONNECT, null).succeeded()).isTrue();
        bench.advance(Duration.ofSeconds(599));
        assertThat(bench.links()).hasSize(1);
        bench.advance(SECOND);
        assertThat(bench.links()).hasSize(2);
    }

    @Test
    void session_afterItsEnd_doesNothing() {
        var bench = new FeedBench("a");
        FakeLink link = bench.up();
        link.say("timer");
        Session session = bench.feed.sessions.get(0);
        link.receiver.closed("lost");
        int heard = link.heard.size();
        int facts = bench.facts.size();
        session.send(Buffer.buffer("late"));
        session.ready();
        session.acknowledged(List.of("a"), List.of("a"));
        session.fault(FaultKind.VENUE, "late");
        session.venue(VenueState.LOCKED, "late");
        session.reset(FaultKind.VENUE, "late");
        session.timers().after(SECOND, () -> session.fault(FaultKind.VENUE, "late"));
        link.say("tick a 1 1");
        assertThat(bench.facts).hasSize(facts);
        bench.advance(Duration.ofMillis(700));
        assertThat(link.heard).hasSize(heard);
        assertThat(bench.journal.ticks).isEmpty();
        assertThat(bench.feed.closed).containsExactly("protocol 0");
    }

    @Test
    void protocol_throwsInATimer_isAFaultAndTheConnectionStays() {
        var bench = new FeedBench("a");
        FakeLink link = bench.up();
        bench.feed.sessions.get(0).timers().after(SECOND, () -> {
            throw new IllegalStateException("boom");
        });
        bench.advance(SECOND);
        assertThat(bench.last(Faulted.class).kind()).isEqualTo(FaultKind.PLUGIN);
        assertThat(link.closed).isFalse();
    }

    @Test
    void streams_moreThanOneConnectionCarries_areSpreadOverThree() {
        var bench = new FeedBench(numbered(0, 250));
        assertThat(bench.links()).hasSize(3);
        bench.links().forEach(FakeLink::welcome);
        for (int i = 0; i < 2; i++) {
            bench.advance(Duration.ofMillis(200));
            bench.links().forEach(FakeLink::acknowledge);
        }
        assertThat(bench.links()).extracting(RunningFeedTest::subscribed).containsExactly(100, 100, 50);
        bench.advance(SECOND);
        assertThat(bench.last(Sampled.class).connections()).isEqualTo(3);
        assertThat(bench.last(Sampled.class).wanted()).isEqualTo(3);
        assertThat(bench.last(Sampled.class).streamsWanted()).isEqualTo(250);
    }

    @Test
    void streams_fewerWanted_closesSurplusConnectionsWithoutAWordOfTrouble() {
        var bench = new FeedBench(numbered(0, 250));
        bench.links().forEach(FakeLink::welcome);
        bench.feed.context.want(numbered(0, 50));
        assertThat(bench.links()).extracting(link -> link.closed).containsExactly(false, true, true);
        assertThat(bench.transports).extracting(transport -> transport.closed).containsExactly(false, true, true);
        bench.advance(SECOND);
        assertThat(bench.last(Sampled.class).wanted()).isEqualTo(1);
        assertThat(bench.facts(Disconnected.class)).isEmpty();
    }

    @Test
    void streams_refusedForGood_haltsUntilTheSetChanges() {
        var bench = new FeedBench("a");
        FakeLink link = bench.link();
        link.welcome();
        bench.advance(SECOND);
        link.say("refuse FATAL login-needed");
        assertThat(bench.last(VenueChanged.class).state()).isEqualTo(VenueState.MISCONFIGURED);
        bench.advanceTalking(300, "time 2026-11-21T12:00:00Z");
        assertThat(link.heard).containsExactly("hello", "sub a");
        bench.feed.context.want(TinyFeed.streams("a"));
        bench.advance(SECOND);
        assertThat(link.heard).as("the same set").hasSize(2);
        bench.feed.context.want(TinyFeed.streams("b"));
        bench.advance(SECOND);
        link.acknowledge();
        assertThat(link.heard).containsExactly("hello", "sub a", "sub b");
        assertThat(bench.last(VenueChanged.class).state()).isEqualTo(VenueState.OPEN);
    }

    @Test
    void venue_misconfiguredByItsOwnWord_staysSoWhenStreamsAreGranted() {
        var bench = new FeedBench("a");
        FakeLink link = bench.link();
        link.welcome();
        Session session = bench.feed.sessions.get(0);
        session.venue(VenueState.MISCONFIGURED, "discovery refused");
        bench.advance(SECOND);
        link.acknowledge();
        assertThat(bench.facts(VenueChanged.class))
                .extracting(VenueChanged::state)
                .containsExactly(VenueState.MISCONFIGURED);
        session.venue(VenueState.OPEN, "discovery succeeded");
        assertThat(bench.last(VenueChanged.class).state()).isEqualTo(VenueState.OPEN);
    }

    @Test
    void venue_inMaintenanceWhileStreamsAreRefusedForGood_isMisconfiguredThenInMaintenance() {
        var bench = new FeedBench("a");
        FakeLink link = bench.link();
        link.welcome();
        bench.advance(SECOND);
        link.say("refuse FATAL login-needed");
        bench.feed.sessions.get(0).venue(VenueState.MAINTENANCE, "announced");
        assertThat(bench.last(VenueChanged.class).state()).isEqualTo(VenueState.MISCONFIGURED);
        bench.feed.context.want(TinyFeed.streams("b"));
        bench.advance(SECOND);
        link.acknowledge();
        assertThat(bench.last(VenueChanged.class).state()).isEqualTo(VenueState.MAINTENANCE);
    }

    @Test
    void streams_refusedForGood_areAskedAgainWhenAPersonActs() {
        var bench = new FeedBench("a");
        FakeLink link = bench.link();
        link.welcome();
        bench.advance(SECOND);
        link.say("refuse FATAL login-needed");
        bench.running.act(FeedAction.RESTART_STREAMS, null);
        bench.advance(SECOND);
        assertThat(link.heard).containsExactly("hello", "sub a", "sub a");
    }

    @Test
    void streams_gone_leaveWithoutAlarm() {
        var bench = new FeedBench("a");
        FakeLink link = bench.link();
        link.welcome();
        bench.advance(SECOND);
        link.say("refuse GONE expired");
        bench.advance(SECOND);
        assertThat(bench.last(Sampled.class).streamsWanted()).isZero();
        assertThat(bench.facts(Refused.class)).isEmpty();
        assertThat(bench.facts(Faulted.class)).isEmpty();
    }

    @Test
    void streams_unanswered_isAFaultAndAtLastANewConnection() {
        var bench = new FeedBench("a");
        FakeLink link = bench.link();
        link.welcome();
        bench.advanceTalking(29, "time 2026-11-21T12:00:00Z");
        assertThat(bench.facts(Faulted.class))
                .extracting(Faulted::kind)
                .containsExactly(FaultKind.SUBSCRIPTION, FaultKind.SUBSCRIPTION);
        bench.advanceTalking(2, "time 2026-11-21T12:00:00Z");
        assertThat(bench.last(Disconnected.class).cause()).isEqualTo(FaultKind.TIMEOUT);
        assertThat(bench.last(Disconnected.class).detail()).contains("not answered within 10000 ms");
    }

    @Test
    void venue_saidAgainAndAgain_isReportedOnceAChange() {
        var bench = new FeedBench("a");
        bench.up();
        Session session = bench.feed.sessions.get(0);
        session.venue(VenueState.OPEN, "as ever");
        session.venue(VenueState.LOCKED, "index locked");
        session.venue(VenueState.LOCKED, "index locked");
        session.venue(VenueState.OPEN, "unlocked");
        assertThat(bench.facts(VenueChanged.class))
                .extracting(VenueChanged::state)
                .containsExactly(VenueState.LOCKED, VenueState.OPEN);
    }

    @Test
    void venueNow_afterVenueTime_followsTheVenue() {
        var bench = new FeedBench("a");
        bench.up().say("time 2026-11-21T13:00:00Z");
        assertThat(Duration.between(bench.timers.now(), bench.feed.context.venueNow())
                        .toMinutes())
                .isEqualTo(59);
    }

    @Test
    void act_reconnect_closesAndConnectsAtOnceAtTheSameEndpoint() {
        var bench = new FeedBench("a");
        FakeLink first = bench.up();
        assertThat(bench.running.act(FeedAction.RECONNECT, null).succeeded()).isTrue();
        bench.advance(Duration.ofMillis(1));
        assertThat(first.closed).isTrue();
        assertThat(bench.links()).hasSize(2);
        assertThat(bench.link().endpoint.getHost()).isEqualTo("one");
        assertThat(bench.transports).hasSize(1);
    }

    @Test
    void act_reconnectTwiceInAWait_makesOneConnection() {
        var bench = new FeedBench("a");
        bench.up().receiver.closed("lost");
        bench.running.act(FeedAction.RECONNECT, null);
        bench.running.act(FeedAction.RECONNECT, null);
        bench.advance(Duration.ofSeconds(2));
        assertThat(bench.links()).hasSize(2);
    }

    @Test
    void act_restartStreams_unsubscribesAndSubscribesAnew() {
        var bench = new FeedBench("a", "b");
        FakeLink link = bench.up();
        assertThat(bench.running.act(FeedAction.RESTART_STREAMS, "b").succeeded())
                .isTrue();
        bench.advance(SECOND);
        assertThat(link.heard).containsExactly("hello", "sub a,b", "unsub b", "sub b");
        link.acknowledge();
        bench.running.act(FeedAction.RESTART_STREAMS, null);
        bench.advance(SECOND);
        assertThat(link.heard).endsWith("unsub a,b", "sub a,b");
    }

    @Test
    void session_restart_asksForTheSilentStreamsAgainAndSaysWhy() {
        var bench = new FeedBench("a", "b");
        FakeLink link = bench.up();
        bench.advance(SECOND);
        int heard = link.heard.size();
        bench.feed.sessions.get(0).restart(List.of("b"), "no data");
        bench.advance(SECOND);
        assertThat(link.heard.subList(heard, link.heard.size())).containsExactly("unsub b", "sub b");
        assertThat(bench.last(Faulted.class).detail()).isEqualTo("1 streams asked for again: no data");
    }

    @Test
    void act_restartStreamsWithoutAConnection_fails() {
        var bench = new FeedBench("a");
        assertThat(bench.running.act(FeedAction.RESTART_STREAMS, null).succeeded())
                .isFalse();
    }

    @Test
    void act_unknownStream_saysSo() {
        var outcome = new FeedBench("a").running.act(FeedAction.RECONNECT, "x");
        assertThat(outcome.succeeded()).isFalse();
        assertThat(outcome.detail()).contains("no stream 'x'");
    }

    @Test
    void act_resetConnection_takesANewClientAndTheNextEndpoint() {
        var bench = new FeedBench("a");
        FakeLink first = bench.up();
        bench.running.act(FeedAction.RESET_CONNECTION, null);
        bench.advance(Duration.ofMillis(1));
        assertThat(first.closed).isTrue();
        assertThat(bench.transports).extracting(transport -> transport.closed).containsExactly(true, false);
        assertThat(bench.link().endpoint.getHost()).isEqualTo("two");
    }

    @Test
    void sample_nothingHappens_comesOnceASecond() {
        var bench = new FeedBench("a");
        bench.up().say("tick a 1 1");
        bench.advance(SECOND);
        bench.facts.clear();
        bench.advance(Duration.ofSeconds(10));
        assertThat(bench.facts(Sampled.class)).hasSize(10);
    }

    @Test
    void sample_ticksFlow_comesFiveTimesASecondWithWhatCame() {
        var bench = new FeedBench("a", "b");
        FakeLink link = bench.up();
        bench.facts.clear();
        long micros = FeedBench.NOON.getEpochSecond() * 1_000_000;
        for (int i = 0; i < 10; i++) {
            link.say("tick a " + (micros + i) + " 1");
            bench.advance(Duration.ofMillis(100));
        }
        List<Sampled> samples = bench.facts(Sampled.class);
        assertThat(samples)
                .hasSize(5)
                .allSatisfy(sample -> assertThat(sample.streams())
                        .singleElement()
                        .satisfies(stream -> {
                            assertThat(stream.stream()).isEqualTo("a");
                            assertThat(stream.ticks()).isEqualTo(2);
                        }));
        assertThat(samples.get(0).streams().get(0).lagMillis()).isEqualTo(299);
    }

    @Test
    void stop_afterARichLife_leavesNoTimerAndClosesInOrder() {
        var bench = new FeedBench(numbered(0, 150));
        bench.up().say("timer");
        bench.running.act(FeedAction.RESET_CONNECTION, null);
        bench.advance(Duration.ofSeconds(3));
        assertThat(bench.running.stop().succeeded()).isTrue();
        assertThat(bench.timers.pending()).isZero();
        assertThat(bench.links()).allSatisfy(link -> assertThat(link.closed).isTrue());
        assertThat(bench.transports)
                .allSatisfy(transport -> assertThat(transport.closed).isTrue());
        assertThat(bench.feed.closed).endsWith("feed");
        assertThat(bench.registry.find("feedwarden.feed.connections").gauge()).isNull();
        int facts = bench.facts.size();
        bench.feed.context.want(numbered(0, 3));
        bench.advance(Duration.ofHours(1));
        assertThat(bench.facts).hasSize(facts);
        assertThat(bench.timers.pending()).isZero();
    }

    private static List<Stream> numbered(int from, int to) {
        return TinyFeed.streams(
                IntStream.range(from, to).mapToObj(number -> "s" + number).toArray(String[]::new));
    }

    private static int subscribed(FakeLink link) {
        return link.heard.stream()
                .filter(line -> line.startsWith("sub "))
                .mapToInt(line -> line.split(",").length)
                .sum();
    }

    @Test
    void breaker_fiveFailures_restsThreeHundredSecondsAndIsShown() {
        var bench = new FeedBench("a");
        bench.up();
        bench.link().say("tick a 1 1");
        bench.link().receiver.closed("gone");
        for (int i = 0; i < 5; i++) {
            bench.untilNextLink();
            bench.link().receiver.closed("Connection refused");
        }
        bench.advance(SECOND);
        assertThat(readings(bench, "feed.breaker")).containsExactly(0.0, 2.0);
        assertThat(bench.gauge("feedwarden.feed.breaker")).isEqualTo(2);
        assertThat(bench.gauge("feedwarden.feed.attempts.failed")).isEqualTo(5);
        assertThat(bench.untilNextLink()).isBetween(Duration.ofMillis(298_900), Duration.ofSeconds(299));
        bench.advance(SECOND);
        assertThat(bench.gauge("feedwarden.feed.breaker")).isEqualTo(1);
        bench.up().say("tick a 2 1");
        bench.advance(SECOND);
        assertThat(readings(bench, "feed.breaker")).containsExactly(0.0, 2.0, 1.0, 0.0);
    }

    @Test
    void breaker_connectionsWithoutData_areFailuresToo() {
        var bench = new FeedBench("a");
        for (int i = 0; i < 5; i++) {
            bench.up().receiver.closed("cut");
            if (i < 4) {
                bench.untilNextLink();
            }
        }
        assertThat(bench.untilNextLink()).isGreaterThan(Duration.ofSeconds(299));
    }

    @Test
    void breaker_openAndResetIsAskedFor_triesAtOnceAndRestsAgainIfThatFails() {
        var bench = new FeedBench("a");
        refuseFiveTimes(bench);
        bench.advance(SECOND);
        int before = bench.links().size();
        bench.running.act(FeedAction.RESET_CONNECTION, null);
        bench.advance(Duration.ofMillis(1));
        assertThat(bench.links()).hasSize(before + 1);
        bench.link().receiver.closed("Connection refused");
        assertThat(bench.last(AttemptFailed.class).nextIn()).isEqualTo(Duration.ofMinutes(5));
    }

    @Test
    void breaker_openAndReconnectIsAskedFor_succeeds() {
        var bench = new FeedBench("a");
        refuseFiveTimes(bench);
        bench.running.act(FeedAction.RECONNECT, null);
        bench.advance(Duration.ofMillis(1));
        bench.up().say("tick a 1 1");
        bench.advance(SECOND);
        assertThat(bench.gauge("feedwarden.feed.breaker")).isZero();
    }

    @Test
    void storm_sixReconnectsInAMinute_isShownAndSlowsDown() {
        var bench = new FeedBench("a");
        bench.up().say("tick a 1 1");
        for (int i = 0; i < 6; i++) {
            bench.running.act(FeedAction.RECONNECT, null);
            bench.advance(SECOND);
            bench.up().say("tick a " + (i + 2) + " 1");
        }
        bench.advance(SECOND);
        assertThat(readings(bench, "feed.storm")).containsExactly(0.0, 1.0);
        bench.link().receiver.closed("cut");
        assertThat(bench.untilNextLink()).isBetween(Duration.ofMillis(1_100), Duration.ofMillis(1_310));
        bench.advance(Duration.ofMinutes(1));
        assertThat(bench.gauge("feedwarden.feed.storm")).isZero();
    }

    @Test
    void complaint_slowsFurtherRequestsAndIsShown() {
        var bench = new FeedBench("a");
        FakeLink link = bench.up();
        link.say("slower");
        link.say("slower");
        bench.feed.context.want(TinyFeed.streams("a", "b"));
        bench.advance(Duration.ofMillis(200));
        link.acknowledge();
        bench.feed.context.want(TinyFeed.streams("a", "b", "c"));
        bench.advance(Duration.ofMillis(500));
        assertThat(link.heard.get(link.heard.size() - 1)).isEqualTo("sub b");
        bench.advance(Duration.ofMillis(100));
        assertThat(link.heard.get(link.heard.size() - 1)).isEqualTo("sub c");
        assertThat(readings(bench, "feed.pace")).contains(0.75);
    }

    @Test
    void sequence_numbersLeftOut_areOneGapEach() {
        var bench = new FeedBench("a");
        FakeLink link = bench.up();
        link.say("number a 4 5");
        link.say("number a 5 6");
        link.say("number a 8 9");
        link.say("number a 0 1");
        link.say("number a 1 2");
        link.say("number x 4 5");
        link.say("number x 8 9");
        assertThat(bench.facts(Faulted.class))
                .filteredOn(fault -> fault.kind() == FaultKind.GAP)
                .extracting(Faulted::detail)
                .containsExactly("a: expected the message after number 6, found number 9 whose predecessor is 8");
    }

    @Test
    void lag_venuesClockIsBehind_isCorrectedAndMayBeNegative() {
        var bench = new FeedBench("a");
        FakeLink link = bench.up();
        link.say("time 2026-11-21T11:00:00Z");
        long micros = (FeedBench.NOON.getEpochSecond() - 3_600) * 1_000_000;
        link.say("tick a " + micros + " 1");
        bench.advance(Duration.ofMillis(200));
        assertThat(lags(bench)).containsExactly(0L);
        link.say("tick a " + (micros + 50_000) + " 1");
        bench.advance(SECOND);
        assertThat(lags(bench)).containsExactly(0L, 150L);
        link.say("tick a " + (micros + 5_000_000) + " 1");
        bench.advance(SECOND);
        assertThat(lags(bench).get(2)).isEqualTo(-3_800L);
        bench.advanceTalking(60, "tick a NUMBER 1");
        assertThat(readings(bench, "feed.clock")).containsExactly(3600.2);
    }

    private static List<Long> lags(FeedBench bench) {
        return bench.facts(Sampled.class).stream()
                .flatMap(sample -> sample.streams().stream())
                .map(stream -> stream.lagMillis())
                .toList();
    }

    private static void refuseFiveTimes(FeedBench bench) {
        for (int i = 0; i < 5; i++) {
            bench.link().receiver.closed("Connection refused");
            if (i < 4) {
                bench.untilNextLink();
            }
        }
    }

    /** What was said of a metric, in order, repeats left out. */
    private static List<Double> readings(FeedBench bench, String metric) {
        List<Double> values = bench.facts(Measured.class).stream()
                .flatMap(measured -> measured.readings().stream())
                .filter(reading -> reading.metric().equals(metric))
                .map(Reading::value)
                .toList();
        return IntStream.range(0, values.size())
                .filter(i -> i == 0 || !values.get(i).equals(values.get(i - 1)))
                .mapToObj(values::get)
                .toList();
    }
}
