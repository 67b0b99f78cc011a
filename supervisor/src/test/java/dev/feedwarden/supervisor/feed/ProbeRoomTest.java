package dev.feedwarden.supervisor.feed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.feedwarden.api.Settings;
import dev.feedwarden.api.kit.ManualTimers;
import dev.feedwarden.supervisor.feed.ProbeReport.Attempt;
import dev.feedwarden.supervisor.feed.ProbeReport.Step;
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
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.SelfSignedCertificate;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real sockets on loopback, with time that the test moves. */
class ProbeRoomTest {

    @TempDir
    private Path data;

    private final ManualTimers timers = new ManualTimers(FeedBench.NOON);
    private final TinyFeed.Provider provider = new TinyFeed.Provider();
    private final ProbeRoom room = new ProbeRoom(new Meters(new SimpleMeterRegistry()), new Random(3));
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
    void start_webSocketVenueThatServes_passesEveryStepAndLeaves() throws Exception {
        Venue venue = Venue.webSocket(venues);
        Running running = start(venue.url());
        move(venue, "sub a");
        venue.newest().say("tick a 1 2.5");
        ProbeReport report = get(room.report());
        assertThat(report.reached()).isTrue();
        assertThat(names(report)).containsExactly("dns", "tcp", "upgrade", "ready", "streams", "subscribe", "data");
        assertThat(report.json().getValue("stoppedAt")).isNull();
        onLoop(running::stop);
        venue.await("gone");
    }

    @Test
    void start_tcpVenueThatServes_hasNoUpgrade() throws Exception {
        Venue venue = Venue.tcp(venues);
        start(venue.url());
        move(venue, "sub a");
        venue.newest().say("tick a 1 2.5");
        ProbeReport report = get(room.report());
        assertThat(report.reached()).isTrue();
        assertThat(names(report)).containsExactly("dns", "tcp", "ready", "streams", "subscribe", "data");
    }

    @Test
    void start_nobodyListensAtTheFirst_theNextIsTried() throws Exception {
        Venue venue = Venue.webSocket(venues);
        start("ws://127.0.0.1:1/feed", venue.url());
        move(venue, "sub a");
        venue.newest().say("tick a 1 2.5");
        ProbeReport report = get(room.report());
        assertThat(report.reached()).isTrue();
        assertThat(report.attempts())
                .extracting(Attempt::endpoint)
                .containsExactly("ws://127.0.0.1:1/feed", venue.url());
        assertThat(names(report.attempts().get(0))).containsExactly("dns", "tcp");
        assertThat(report.text()).contains("tcp        STOPPED");
    }

    @Test
    void start_handshakeIsNeverAnswered_stopsAtTheUpgrade() throws Exception {
        Venue venue = Venue.webSocket(venues);
        venue.shakesHands = false;
        start(venue.url());
        venue.await("somebody");
        venue.await("somebody");
        advance(TinyFeed.LIMITS.connectTimeout());
        ProbeReport report = get(room.report());
        assertThat(report.stoppedAt()).isEqualTo("upgrade");
        assertThat(report.json().getBoolean("ok")).isFalse();
    }

    @Test
    void start_certificateOfNobodyTrusted_stopsAtTls_andSaysWhy() throws Exception {
        var options = new HttpServerOptions()
                .setSsl(true)
                .setKeyCertOptions(SelfSignedCertificate.create("localhost").keyCertOptions());
        HttpServer server = get(venues.createHttpServer(options)
                .webSocketHandler(socket -> socket.writeTextMessage("welcome\n"))
                .listen(0, "localhost"));
        start("wss://localhost:" + server.actualPort() + "/feed");
        ProbeReport report = get(room.report());
        assertThat(report.stoppedAt()).isEqualTo("tls");
        assertThat(names(report)).containsExactly("dns", "tcp", "tls");
        assertThat(last(report).detail()).contains("unable to find valid certification path");
        assertThat(report.text()).contains("tls        STOPPED");
    }

    @Test
    void start_venueHangsUpInsteadOfEncrypting_stopsAtTls() throws Exception {
        Venue venue = Venue.webSocket(venues);
        start(venue.url().replace("ws:", "wss:"));
        venue.await("somebody");
        venue.await("somebody");
        venue.newest().drop();
        ProbeReport report = get(room.report());
        assertThat(report.stoppedAt()).isEqualTo("tls");
        assertThat(last(report).detail()).contains("handshake");
    }

    @Test
    void start_venueNeverEncrypts_stopsAtTlsInTime() throws Exception {
        Venue venue = Venue.webSocket(venues);
        start(venue.url().replace("ws:", "wss:"));
        venue.await("somebody");
        venue.await("somebody");
        advance(TinyFeed.LIMITS.connectTimeout().multipliedBy(2));
        ProbeReport report = get(room.report());
        assertThat(report.stoppedAt()).isEqualTo("tls");
        assertThat(last(report).detail()).isEqualTo("not within 6000 ms");
        venue.newest().drop();
    }

    @Test
    void start_noDataComes_stopsThere() throws Exception {
        Venue venue = Venue.webSocket(venues);
        start(venue.url());
        move(venue, "sub a");
        while (!room.report().isComplete()) {
            advance(Duration.ofSeconds(1));
        }
        assertThat(get(room.report()).stoppedAt()).isEqualTo("data");
    }

    @Test
    void start_nameIsUnknown_stopsAtDns() throws Exception {
        start("ws://no-such-name.invalid/feed");
        assertThat(get(room.report()).stoppedAt()).isEqualTo("dns");
    }

    /** Lets the subscriber have its turn, and the feed hear that it was granted what it asked for. */
    private void move(Venue venue, String words) throws Exception {
        venue.await("hello");
        hears("welcome");
        advance(Duration.ofMillis(200));
        venue.await(words);
        hears("ack");
    }

    private void hears(String word) throws Exception {
        String heard;
        do {
            heard = provider.made.heard.poll(60, TimeUnit.SECONDS);
            assertThat(heard).as("expected to hear '%s' within 60 s", word).isNotNull();
        } while (!heard.equals(word));
    }

    private void advance(Duration by) throws Exception {
        onLoop(() -> {
            timers.advance(by);
            return Future.succeededFuture();
        });
    }

    private Running start(String... urls) throws Exception {
        Entry entry = new Entry(Kind.FEED, "tiny", "tiny", Settings.of("feeds.tiny", Map.of("urls", List.of(urls))));
        return onLoop(() -> room.start(entry, provider, new StubSite(site, timers, new FolderDisk(), data)));
    }

    private <T> T onLoop(java.util.function.Supplier<Future<T>> task) throws Exception {
        Promise<T> done = Promise.promise();
        loop.runOnContext(go -> task.get().onComplete(done));
        return get(done.future());
    }

    private static Step last(ProbeReport report) {
        List<Step> steps = report.attempts().get(report.attempts().size() - 1).steps();
        return steps.get(steps.size() - 1);
    }

    private static List<String> names(ProbeReport report) {
        return names(report.attempts().get(report.attempts().size() - 1));
    }

    private static List<String> names(Attempt attempt) {
        return attempt.steps().stream().map(Step::name).toList();
    }

    private static <T> T get(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
    }
}
