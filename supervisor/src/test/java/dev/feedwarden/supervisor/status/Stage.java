package dev.feedwarden.supervisor.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.feedwarden.api.Metric;
import dev.feedwarden.api.action.Outcome;
import dev.feedwarden.api.event.Event;
import dev.feedwarden.api.event.FaultKind;
import dev.feedwarden.api.kit.FaultyDisk;
import dev.feedwarden.api.kit.ManualTimers;
import dev.feedwarden.rules.RuleSet;
import dev.feedwarden.rules.read.Catalog;
import dev.feedwarden.rules.read.RuleFile;
import dev.feedwarden.rules.read.RuleFiles;
import dev.feedwarden.rules.read.RuleReader;
import dev.feedwarden.supervisor.alert.Announcement;
import dev.feedwarden.supervisor.alert.Composer;
import dev.feedwarden.supervisor.alert.Outbox;
import dev.feedwarden.supervisor.alert.Routing;
import dev.feedwarden.supervisor.history.Incident;
import dev.feedwarden.supervisor.history.KeptSamples;
import dev.feedwarden.supervisor.history.Mail;
import dev.feedwarden.supervisor.journal.JournalStatus;
import dev.feedwarden.supervisor.metrics.Meters;
import dev.feedwarden.supervisor.plugin.Kind;
import dev.feedwarden.supervisor.recovery.AuditEntry;
import dev.feedwarden.supervisor.recovery.RecoveryDispatcher;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The loop on a real event loop, with time that the test moves, a store in memory, and everybody else writing down what
 * was asked of them.
 */
final class Stage implements AutoCloseable {

    static final Instant START = Instant.parse("2026-03-01T10:00:00Z");

    private static final Map<String, Metric> METRICS =
            CoreMetrics.ALL.stream().collect(Collectors.toMap(Metric::name, Function.identity()));

    final Vertx vertx = Vertx.vertx();
    final ManualTimers timers;
    final MemoryHistory history;
    final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    final List<Announcement> told = new CopyOnWriteArrayList<>();
    final List<Mail> delivered = new CopyOnWriteArrayList<>();
    final List<String> actions = new CopyOnWriteArrayList<>();
    final List<AuditEntry> audit = new CopyOnWriteArrayList<>();
    final List<StatusBoard> boards = new CopyOnWriteArrayList<>();
    final FactBus facts;
    final FaultyDisk disk;
    final KeptSamples samples;
    /** Set before the loop begins. */
    volatile Routing routing = Routing.to(List.of("me@example.com"));

    volatile Function<String, Future<Outcome>> hands = action -> Future.succeededFuture(new Outcome(true, "done"));

    private final Context loop = vertx.getOrCreateContext();
    private final String yaml;
    private final List<Watched> watched;
    private final Meters meters = new Meters(registry);
    private @Nullable StatusLoop status;
    private @Nullable RecoveryDispatcher dispatcher;
    private long mails;

    /** With the loop running. */
    static Stage of(String yaml, Watched... watched) {
        return empty(yaml, watched).begin();
    }

    /** Without a loop: for a test that brings its own. */
    static Stage empty(String yaml, Watched... watched) {
        return new Stage(yaml, List.of(watched), new MemoryHistory(), new FaultyDisk(), START);
    }

    private Stage(String yaml, List<Watched> watched, MemoryHistory history, FaultyDisk disk, Instant start) {
        this.disk = disk;
        this.yaml = yaml;
        this.watched = watched;
        this.history = history;
        timers = new ManualTimers(start);
        samples = KeptSamples.open(
                Path.of("/data/readings"), Reach.kinds(rules(yaml), METRICS), Reach.MOST, disk, timers, meters);
        vertx.eventBus().registerCodec(new FactsCodec());
        facts = new FactBus(vertx, meters);
    }

    Stage begin() {
        status = onLoop(() -> {
            var made = new StatusLoop(parts());
            made.start();
            facts.consume(made::take);
            return made;
        });
        settle();
        return this;
    }

    static Watched feed(String id) {
        return new Watched(Kind.FEED, id, "deribit", Duration.ofSeconds(10), null);
    }

    /** The process is killed with what was not synced lost, and another starts over the same store and readings. */
    Stage kill(Duration down) {
        Instant now = timers.now();
        disk.crash();
        close();
        return new Stage(yaml, watched, history, disk, now.plus(down)).begin();
    }

    /** The process dies and another starts over the same store, but without the readings. */
    Stage restart() {
        Instant now = timers.now();
        close();
        return new Stage(yaml, watched, history, new FaultyDisk(), now.plusSeconds(5)).begin();
    }

    /** Other rules come into force. */
    void reload(String next) {
        onLoop(() -> {
            Objects.requireNonNull(status).reload(rules(next));
            return true;
        });
        try {
            samples.afterwards(() -> true)
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(60, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
        settle();
    }

    void fact(Event event) {
        facts.accept(event);
        settle();
    }

    void connected(String feed) {
        fact(new Event.Connected(feed, 0, "ws://localhost", false, timers.now()));
    }

    /** A millisecond later: of several readings of one instant the greatest would count. */
    void disconnected(String feed) {
        pass(Duration.ofMillis(1));
        fact(new Event.Disconnected(feed, 0, FaultKind.CLOSED, "1006", timers.now()));
    }

    /** A millisecond later. */
    void reconnected(String feed) {
        pass(Duration.ofMillis(1));
        fact(new Event.Connected(feed, 0, "ws://localhost", true, timers.now()));
    }

    void ticks(String feed, int count) {
        fact(sample(feed, count));
    }

    Event.Sampled sample(String feed, int count) {
        var stream = new Event.StreamSample("ETH-1", count, timers.now(), 3);
        return new Event.Sampled(feed, 1, 1, 1, List.of(stream), timers.now());
    }

    void wanted(String feed, String... streams) {
        fact(new Event.StreamsWanted(feed, List.of(streams), timers.now()));
    }

    void pass(Duration time) {
        onLoop(() -> {
            timers.advance(time);
            return time;
        });
        settle();
    }

    void seconds(long seconds) {
        for (long i = 0; i < seconds; i++) {
            pass(Duration.ofSeconds(1));
        }
    }

    void byHand(String subject, String action, String who, String why) {
        onLoop(() -> Objects.requireNonNull(dispatcher).byHand(subject, action, Map.of(), who, why));
        settle();
    }

    IncidentDesk desk() {
        return Objects.requireNonNull(status).desk();
    }

    StatusBoard board() {
        return Objects.requireNonNull(status).board();
    }

    List<Incident> incidents() {
        return history.incidents(100).result();
    }

    List<String> occasions() {
        return told.stream()
                .map(one -> one.occasion() + " " + one.level().word())
                .toList();
    }

    <T> T onLoop(Callable<T> call) {
        var done = new CompletableFuture<T>();
        loop.runOnContext(ignored -> {
            try {
                done.complete(call.call());
            } catch (Exception | AssertionError e) {
                done.completeExceptionally(e);
            }
        });
        try {
            return done.get(60, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    /** A fact that causes another passes the loop a few times. */
    void settle() {
        for (int i = 0; i < 6; i++) {
            onLoop(timers::now);
        }
    }

    @Override
    public void close() {
        if (status != null) {
            onLoop(status::stop);
        }
        try {
            samples.close().toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
            vertx.close().toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    StatusParts parts() {
        var made = new RecoveryDispatcher(
                (action, request) -> {
                    actions.add(action + " " + request.subject());
                    return hands.apply(action);
                },
                facts,
                audit::add,
                timers,
                meters);
        dispatcher = made;
        return new StatusParts(
                rules(yaml),
                watched,
                facts,
                new SelfReadings(Map.of()),
                samples,
                () -> new JournalStatus("j", 0, 0, Map.of(), 0),
                List::of,
                history,
                history.resume().result(),
                composer(),
                routing,
                outbox(),
                made,
                () -> 0,
                boards::add,
                timers,
                meters);
    }

    private Composer composer() {
        return announcement -> {
            told.add(announcement);
            return List.of(mail(announcement));
        };
    }

    private Outbox outbox() {
        return new Outbox() {
            @Override
            public void deliver(List<Mail> committed) {
                delivered.addAll(committed);
            }

            @Override
            public Backlog backlog() {
                return new Backlog(0, 0);
            }

            @Override
            public Future<Void> close() {
                return Future.succeededFuture();
            }
        };
    }

    private Mail mail(Announcement announcement) {
        String id = "m-" + announcement.incident().id() + "-" + mails++ + "-" + announcement.time();
        return new Mail(
                id,
                announcement.incident().id(),
                "me@example.com",
                announcement.occasion() + " " + announcement.level(),
                "",
                "",
                "<" + id + "@test>",
                null,
                Mail.State.KEPT,
                0,
                announcement.time(),
                null,
                null,
                null,
                null);
    }

    static RuleSet rules(String yaml) {
        RuleFiles files = new RuleReader(
                        new Catalog(
                                METRICS,
                                Map.of("deribit", "deribit", "timescale", "postgres", "db-check", "postgres"),
                                Set.of()),
                        1)
                .read(List.of(new RuleFile("test.yaml", yaml)));
        assertThat(files.problems()).isEmpty();
        return files.rules();
    }
}
