package dev.feedwarden.supervisor.feed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.feedwarden.api.Settings;
import dev.feedwarden.api.action.Outcome;
import dev.feedwarden.api.event.Event;
import dev.feedwarden.api.event.Event.AttemptFailed;
import dev.feedwarden.api.event.Event.Connected;
import dev.feedwarden.api.event.Event.Disconnected;
import dev.feedwarden.api.event.Event.Faulted;
import dev.feedwarden.api.event.Event.VenueChanged;
import dev.feedwarden.api.event.FaultKind;
import dev.feedwarden.api.event.VenueState;
import dev.feedwarden.api.kit.ManualTimers;
import dev.feedwarden.supervisor.metrics.Meters;
import dev.feedwarden.supervisor.plugin.Entry;
import dev.feedwarden.supervisor.plugin.Kind;
import dev.feedwarden.supervisor.plugin.Running;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real sockets on loopback, with the session's time moved by the test. */
class FeedRoomTest {

    @TempDir
    private Path data;

    private final ManualTimers timers = new ManualTimers(FeedBench.NOON);
    private final LinkedBlockingQueue<Event> facts = new LinkedBlockingQueue<>();
    private final RecordingJournal journal = new RecordingJournal();
    private final TinyFeed.Provider provider = new TinyFeed.Provider();
    private final FeedRoom room = new FeedRoom(
            journal, new RecordingGaps(), facts::add, new Meters(new SimpleMeterRegistry()), new Random(3));
    private final FolderDisk disk = new FolderDisk();
    private Vertx venues;
    private Vertx site;
    private Context loop;

    @BeforeEach
    void open() {
        venues = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
        site = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
        loop = site.getOrCreateContext();
    }

    @AfterEach
    void close() throws Exception {
        get(site.close());
        get(venues.close());
    }

    @Test
    void start_webSocketVenue_bringsTicksToTheJournal() throws Exception {
        Venue venue = Venue.webSocket(venues);
        up(venue);
        venue.newest().sayInParts("tick a 1 ", "2.5");
        venue.newest().say("tick b 2 3.5");
        ticks(2);
        assertThat(journal.ticks).extracting(tick -> tick.instrument()).containsExactly("a", "b");
    }

    @Test
    void start_tcpVenue_bringsTicksToTheJournal() throws Exception {
        Venue venue = Venue.tcp(venues);
        up(venue);
        venue.newest().raw(Buffer.buffer("tick a 1 "));
        venue.newest().raw(Buffer.buffer("2.5\ntick b 2 3.5\n"));
        ticks(2);
        assertThat(journal.ticks).extracting(tick -> tick.instrument()).containsExactly("a", "b");
    }

    @Test
    void start_settingsAbsent_fillsInTheDefaults() throws Exception {
        Venue venue = Venue.webSocket(venues);
        start(venue.url());
        assertThat(subscription(venue)).isEqualTo("sub a,b");
    }

    @Test
    void start_nobodyListens_isTriedAgainUntilSomebodyDoes() throws Exception {
        Venue venue = Venue.webSocket(venues);
        start("ws://127.0.0.1:1/feed", venue.url());
        AttemptFailed failed = await(AttemptFailed.class);
        assertThat(failed.detail()).containsIgnoringCase("refused");
        advance(Duration.ofSeconds(2));
        assertThat(await(Connected.class).endpoint()).isEqualTo(venue.url());
    }

    @Test
    void start_tcpVenueRefusesFiveTimes_isLeftAloneUntilSomebodyWantsToKnow() throws Exception {
        start("tcp://127.0.0.1:1");
        for (int i = 0; i < 4; i++) {
            Duration next = await(AttemptFailed.class).nextIn();
            assertThat(next).isLessThan(Duration.ofMinutes(1));
            advance(next);
        }
        assertThat(await(AttemptFailed.class).nextIn()).isEqualTo(Duration.ofMinutes(5));
        advance(Duration.ofMinutes(4));
        Outcome outcome = get(room.run("tiny", "reset-connection", null, Settings.of("", Map.of())));
        assertThat(outcome.succeeded()).isTrue();
        advance(Duration.ofMillis(1));
        assertThat(await(AttemptFailed.class).nextIn())
                .as("one failure decides")
                .isEqualTo(Duration.ofMinutes(5));
    }

    @Test
    void start_handshakeNeverAnswered_isGivenUpAndTheSocketClosed() throws Exception {
        Venue venue = Venue.webSocket(venues);
        venue.shakesHands = false;
        Running running = start(venue.url());
        venue.await("somebody");
        advance(TinyFeed.LIMITS.connectTimeout());
        assertThat(await(AttemptFailed.class).detail()).contains("not connected within 3000 ms");
        stop(running);
        venue.await("gone");
    }

    @Test
    void start_pluginThrows_fails() {
        Entry entry = new Entry(Kind.FEED, "tiny", "tiny", Settings.of("feeds.tiny", Map.of()));
        var started = onLoop(() -> room.start(entry, provider, new StubSite(site, timers, disk, data)))
                .compose(future -> future);
        assertThat(started.toCompletionStage().toCompletableFuture())
                .failsWithin(Duration.ofSeconds(10))
                .withThrowableThat()
                .withMessageContaining("feeds.tiny.urls");
    }

    @Test
    void connection_dropped_isMadeAnew() throws Exception {
        Venue venue = Venue.webSocket(venues);
        up(venue);
        venue.newest().drop();
        assertThat(await(Disconnected.class).cause()).isEqualTo(FaultKind.CLOSED);
        advance(Duration.ofSeconds(2));
        assertThat(await(Connected.class).again()).isTrue();
        assertThat(venue.peers).hasSize(2);
    }

    @Test
    void connection_closedWithACode_keepsCodeAndReason() throws Exception {
        Venue venue = Venue.webSocket(venues);
        up(venue);
        venue.newest().close(4000, "heartbeat close");
        assertThat(await(Disconnected.class).detail()).isEqualTo("close code 4000: heartbeat close");
    }

    @Test
    void connection_truncatedFrame_isLostWithoutACloseFrame() throws Exception {
        Venue venue = Venue.webSocket(venues);
        up(venue);
        venue.newest().raw(Buffer.buffer(new byte[] {(byte) 0x81, 100, 't', 'i'}));
        venue.newest().drop();
        assertThat(await(Disconnected.class).detail()).contains("without a close frame");
        assertThat(journal.ticks).isEmpty();
    }

    @Test
    void connection_peerReadsNothing_isClosedAndStopDoesNotHang() throws Exception {
        for (Venue venue : List.of(Venue.tcp(venues), Venue.webSocket(venues))) {
            Running running = up(venue);
            venue.newest().deafen();
            onLoop(() -> {
                for (int i = 0; i < 64; i++) {
                    provider.made.sessions.get(0).send(Buffer.buffer("x".repeat(1 << 18)));
                }
                return true;
            });
            advance(Duration.ofSeconds(10));
            assertThat(await(Disconnected.class).detail()).contains("took nothing");
            stop(running);
        }
    }

    @Test
    void connection_halfOpen_isClosedWhenNoPongComes() throws Exception {
        Venue venue = Venue.webSocket(venues);
        up(venue);
        venue.answersPings = false;
        tick(venue, 1);
        advance(Duration.ofSeconds(20));
        venue.await("ping");
        advance(Duration.ofSeconds(10));
        assertThat(await(Disconnected.class).detail()).contains("no pong");
        venue.await("bye");
    }

    @Test
    void connection_pongsCome_stays() throws Exception {
        Venue venue = Venue.webSocket(venues);
        up(venue);
        for (int i = 0; i < 5; i++) {
            tick(venue, i);
            advance(Duration.ofSeconds(20));
            venue.await("ping");
            awaitPong(venue, i);
        }
        assertThat(facts).noneMatch(Disconnected.class::isInstance);
    }

    @Test
    void connection_slowDrip_isClosedAtTheMessageAge() throws Exception {
        Venue venue = Venue.tcp(venues);
        up(venue);
        tick(venue, 1);
        for (int i = 0; i < 8; i++) {
            venue.newest().raw(Buffer.buffer("x"));
            advance(Duration.ofSeconds(5));
        }
        assertThat(await(Disconnected.class).detail()).contains("no complete message for 40 s");
    }

    @Test
    void connection_oversizedFrame_isAGapAndMadeAnew() throws Exception {
        Venue venue = Venue.webSocket(venues);
        up(venue);
        venue.newest().say("x".repeat(2_000));
        oversized();
    }

    @Test
    void connection_oversizedMessageInParts_isAGapAndMadeAnew() throws Exception {
        Venue venue = Venue.webSocket(venues);
        up(venue);
        venue.newest().sayInParts("x".repeat(700), "x".repeat(700));
        oversized();
    }

    @Test
    void connection_messageOfJustTheLimit_isTaken() throws Exception {
        Venue venue = Venue.webSocket(venues);
        up(venue);
        venue.newest().say("x".repeat(999));
        assertThat(await(Faulted.class).kind()).isEqualTo(FaultKind.VENUE);
    }

    @Test
    void protocol_throws_isAFaultQuarantinedAndTheConnectionStays() throws Exception {
        Venue venue = Venue.webSocket(venues);
        up(venue);
        venue.newest().say("boom");
        assertThat(await(Faulted.class).kind()).isEqualTo(FaultKind.PLUGIN);
        tick(venue, 1);
        assertThat(sample()).isEqualTo("boom\n");
        assertThat(facts).noneMatch(Disconnected.class::isInstance);
    }

    @Test
    void protocol_callsAMessageMalformed_keepsBoundedSamples() throws Exception {
        Venue venue = Venue.webSocket(venues);
        Path folder = Files.createDirectories(quarantine());
        for (int i = 0; i < 120; i++) {
            Files.writeString(folder.resolve(1000 + i + ".bin"), "old");
        }
        up(venue);
        venue.newest().say("rubbish " + "y".repeat(900));
        venue.newest().say("rubbish");
        assertThat(await(Faulted.class).kind()).isEqualTo(FaultKind.MALFORMED);
        assertThat(await(Faulted.class).kind()).isEqualTo(FaultKind.MALFORMED);
        assertThat(sample()).startsWith("rubbish yyy");
        try (var files = Files.list(folder)) {
            assertThat(files).hasSize(100);
        }
        assertThat(folder.resolve("1119.bin")).exists();
        assertThat(folder.resolve("1000.bin")).doesNotExist();
    }

    @Test
    void streams_250At100AConnection_areSubscribedOverThreeSockets() throws Exception {
        Venue venue = Venue.webSocket(venues);
        String[] names = IntStream.range(0, 250).mapToObj(i -> "s" + i).toArray(String[]::new);
        start(List.of(names), venue.url());
        List<String> subscribed = new ArrayList<>();
        hear("welcome", 3);
        advance(Duration.ofMillis(100));
        for (int i = 0; i < 3; i++) {
            subscribed.add(venue.await("sub "));
        }
        hear("ack", 3);
        advance(Duration.ofMillis(100));
        for (int i = 0; i < 2; i++) {
            subscribed.add(venue.await("sub "));
        }
        assertThat(venue.peers).hasSize(3);
        assertThat(subscribed).allSatisfy(line -> assertThat(line.split(",")).hasSize(50));
        assertThat(subscribed.stream()
                        .flatMap(line -> Stream.of(line.substring(4).split(","))))
                .containsExactlyInAnyOrder(names);
    }

    @Test
    void run_resetConnection_opensANewSocketAtTheNextEndpoint() throws Exception {
        Venue first = Venue.webSocket(venues);
        Venue second = Venue.webSocket(venues);
        start(first.url(), second.url());
        await(Connected.class);
        assertThat(run("tiny", "reset-connection").succeeded()).isTrue();
        advance(Duration.ofMillis(1));
        assertThat(await(Connected.class).endpoint()).isEqualTo(second.url());
        first.await("bye");
        first.await("gone");
    }

    @Test
    void run_pause_closesTheConnectionUntilItIsResumed() throws Exception {
        Venue venue = Venue.webSocket(venues);
        up(venue);
        hear("ack", 1);
        assertThat(run("tiny", "pause").detail()).isEqualTo("paused until it is resumed");
        venue.await("gone");
        assertThat(await(VenueChanged.class).state()).isEqualTo(VenueState.PAUSED);
        advance(Duration.ofMinutes(10));
        assertThat(run("tiny", "reconnect").detail()).isEqualTo("feed 'tiny' is paused");
        assertThat(venue.peers).hasSize(1);

        assertThat(run("tiny", "resume").succeeded()).isTrue();
        assertThat(await(VenueChanged.class).state()).isEqualTo(VenueState.OPEN);
        againUp(venue);
        assertThat(run("tiny", "resume").detail()).isEqualTo("feed 'tiny' is not paused");
    }

    @Test
    void run_pauseForATime_resumesByItself() throws Exception {
        Venue venue = Venue.webSocket(venues);
        up(venue);
        hear("ack", 1);
        Outcome paused = get(room.run("tiny", "pause", null, Settings.of("pause", Map.of("for", "5m"))));
        assertThat(paused.detail()).isEqualTo("paused for 300 s");
        venue.await("gone");
        advance(Duration.ofMinutes(5));
        againUp(venue);
    }

    @Test
    void run_restartStreamsOfAList_answersForEach() throws Exception {
        Venue venue = Venue.webSocket(venues);
        up(venue);
        Settings both = Settings.of("restart-streams", Map.of("streams", List.of("a", "nobody")));

        assertThat(get(room.run("tiny", "restart-streams", null, both)).detail())
                .isEqualTo("feed 'tiny' has no stream 'nobody'");
        Settings one = Settings.of("restart-streams", Map.of("streams", List.of("a")));
        assertThat(get(room.run("tiny", "restart-streams", null, one)).succeeded())
                .isTrue();
    }

    @Test
    void run_fromAContext_completesOnIt() throws Exception {
        start(Venue.webSocket(venues).url());
        Context caller = venues.getOrCreateContext();
        var completedOn = Promise.<Context>promise();
        caller.runOnContext(now -> room.run("tiny", "reconnect", null, Settings.of("", Map.of()))
                .onComplete(outcome -> completedOn.complete(Vertx.currentContext())));
        assertThat(get(completedOn.future())).isSameAs(caller);
    }

    @Test
    void run_unknownFeedOrAction_saysWhatThereIs() throws Exception {
        start(Venue.webSocket(venues).url());
        assertThat(run("other", "reconnect")).satisfies(outcome -> {
            assertThat(outcome.succeeded()).isFalse();
            assertThat(outcome.detail()).contains("'other'", "[tiny]");
        });
        assertThat(run("tiny", "dance")).satisfies(outcome -> {
            assertThat(outcome.succeeded()).isFalse();
            assertThat(outcome.detail()).contains("'dance'", "reset-connection");
        });
    }

    @Test
    void stop_connected_leavesNoSocketNoTimerAndNoFeed() throws Exception {
        Venue venue = Venue.webSocket(venues);
        Running running = up(venue);
        stop(running);
        venue.await("gone");
        assertThat(timers.pending()).isZero();
        assertThat(provider.made.closed).containsExactly("leaving 0", "protocol 0", "feed");
        assertThat(run("tiny", "reconnect").detail()).contains("no feed 'tiny' is running");
    }

    @Test
    void stop_peerIgnoresTheClose_endsAllTheSame() throws Exception {
        Venue venue = Venue.webSocket(venues);
        Running running = up(venue);
        venue.answersClose = false;
        stop(running);
        assertThat(provider.made.closed).endsWith("feed");
        venue.await("gone");
    }

    private void oversized() throws Exception {
        assertThat(await(Faulted.class).kind()).isEqualTo(FaultKind.OVERSIZED);
        assertThat(await(Faulted.class).kind()).isEqualTo(FaultKind.GAP);
        assertThat(await(Disconnected.class).cause()).isEqualTo(FaultKind.OVERSIZED);
        advance(Duration.ofSeconds(2));
        assertThat(await(Connected.class).again()).isTrue();
    }

    private Running up(Venue venue) throws Exception {
        Running running = start(venue.url());
        await(Connected.class);
        assertThat(subscription(venue)).startsWith("sub ");
        return running;
    }

    private void againUp(Venue venue) throws Exception {
        await(Connected.class);
        hear("welcome", 1);
        advance(Duration.ofMillis(100));
        assertThat(venue.await("sub ")).startsWith("sub ");
    }

    /** The subscription that follows the venue's welcome. */
    private String subscription(Venue venue) throws Exception {
        hear("welcome", 1);
        advance(Duration.ofMillis(100));
        return venue.await("sub ");
    }

    /** Waits until the feed has dealt with a word so many times. */
    private void hear(String word, int times) throws Exception {
        for (int i = 0; i < times; i++) {
            assertThat(provider.made.heard.poll(60, TimeUnit.SECONDS)).isEqualTo(word);
        }
    }

    private void tick(Venue venue, int number) throws Exception {
        venue.newest().say("tick a " + number + " 1");
        ticks(1);
    }

    private void ticks(int count) throws Exception {
        for (int i = 0; i < count; i++) {
            assertThat(journal.arrivals.poll(60, TimeUnit.SECONDS)).isNotNull();
        }
    }

    /** The pong was written before this tick, so once the tick is here, so is the pong. */
    private void awaitPong(Venue venue, int number) throws Exception {
        tick(venue, 1_000 + number);
    }

    private Path quarantine() {
        return data.resolve("tiny").resolve("quarantine");
    }

    /** The content of the next sample that is kept. */
    private String sample() throws Exception {
        Path file = disk.written.poll(60, TimeUnit.SECONDS);
        assertThat(file).hasParent(quarantine());
        return Files.readString(file);
    }

    private Running start(String... urls) throws Exception {
        return start(List.of("a", "b"), urls);
    }

    private Running start(List<String> streams, String... urls) throws Exception {
        Entry entry = new Entry(
                Kind.FEED,
                "tiny",
                "tiny",
                Settings.of("feeds.tiny", Map.of("urls", List.of(urls), "streams", streams)));
        return get(onLoop(() -> room.start(entry, provider, new StubSite(site, timers, disk, data)))
                .compose(future -> future));
    }

    private void stop(Running running) throws Exception {
        get(onLoop(running::stop).compose(future -> future));
    }

    private Outcome run(String feed, String action) throws Exception {
        return get(room.run(feed, action, null, Settings.of("", Map.of())));
    }

    private void advance(Duration by) throws Exception {
        get(onLoop(() -> {
            timers.advance(by);
            return true;
        }));
    }

    private <T> Future<T> onLoop(Callable<T> task) {
        var promise = Promise.<T>promise();
        loop.runOnContext(now -> {
            try {
                promise.complete(task.call());
            } catch (Exception e) {
                promise.fail(e);
            }
        });
        return promise.future();
    }

    private <E extends Event> E await(Class<E> kind) throws Exception {
        while (true) {
            Event next = facts.poll(60, TimeUnit.SECONDS);
            assertThat(next).as("expected %s within 60 s", kind.getSimpleName()).isNotNull();
            if (kind.isInstance(next)) {
                return kind.cast(next);
            }
        }
    }

    private static <T> T get(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
    }
}
