package dev.feedwarden.api.kit;

import dev.feedwarden.api.Disk;
import dev.feedwarden.api.JournalPosition;
import dev.feedwarden.api.Reading;
import dev.feedwarden.api.Timers;
import dev.feedwarden.api.event.FaultKind;
import dev.feedwarden.api.event.VenueState;
import dev.feedwarden.api.feed.FeedContext;
import dev.feedwarden.api.feed.HostPausedException;
import dev.feedwarden.api.feed.Http;
import dev.feedwarden.api.feed.HttpReply;
import dev.feedwarden.api.feed.Stream;
import dev.feedwarden.api.service.HttpAnswer;
import dev.feedwarden.api.service.HttpCall;
import dev.feedwarden.api.service.ServiceContext;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** The surroundings of an instance of any kind. It records what the instance reports. */
public final class TestContext implements FeedContext, ServiceContext {

    private final String id;
    private final Vertx vertx;
    private final Timers timers;
    private final Disk disk;
    private final Path folder;
    private final Context loop;
    private final List<Reading> readings = new CopyOnWriteArrayList<>();
    private final List<Fault> faults = new CopyOnWriteArrayList<>();
    private final Map<String, Function<HttpCall, Future<HttpAnswer>>> routes = new ConcurrentHashMap<>();
    private final Map<String, Duration> pauses = new ConcurrentHashMap<>();
    private volatile JournalPosition journal = JournalPosition.NONE;
    private final List<VenueState> venue = new CopyOnWriteArrayList<>();
    private volatile List<Stream> wanted = List.of();
    private volatile Future<Boolean> live = Future.succeededFuture(true);
    private volatile Duration venueAhead = Duration.ZERO;
    private volatile Function<URI, Future<HttpReply>> host =
            uri -> Future.failedFuture(new IOException("no host answers " + uri));

    /** A fault as the instance reported it. */
    public record Fault(FaultKind kind, String detail) {}

    public TestContext(String id, Vertx vertx, Timers timers, Disk disk, Path folder) {
        this.id = id;
        this.vertx = vertx;
        this.timers = timers;
        this.disk = disk;
        this.folder = folder;
        loop = vertx.getOrCreateContext();
    }

    /** Sets how far the journal is said to be. */
    public void journal(JournalPosition position) {
        journal = position;
    }

    /** Calls something on the instance's event loop and waits for its future. */
    public <T> T onLoop(Callable<Future<T>> call) throws Exception {
        Promise<T> promise = Promise.promise();
        loop.runOnContext(run -> {
            try {
                call.call().onComplete(promise);
            } catch (Throwable thrown) {
                promise.fail(thrown);
            }
        });
        return promise.future().toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
    }

    /** Calls something on the instance's event loop that gives its value at once. */
    public <T> T getOnLoop(Callable<T> call) throws Exception {
        return onLoop(() -> Future.succeededFuture(call.call()));
    }

    public List<Reading> readings() {
        return readings;
    }

    public List<Fault> faults() {
        return faults;
    }

    /** The streams that a feed wanted last. */
    public List<Stream> wanted() {
        return wanted;
    }

    /** The venue's states as reported outside of connections. */
    public List<VenueState> venue() {
        return venue;
    }

    /** Sets who answers HTTP requests; at first nobody does. */
    public void host(Function<URI, Future<HttpReply>> answers) {
        host = answers;
    }

    /** The hosts that are left alone, and for how long. */
    public Map<String, Duration> pauses() {
        return pauses;
    }

    /** What a service serves, by prefix. */
    public Map<String, Function<HttpCall, Future<HttpAnswer>>> routes() {
        return routes;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public Vertx vertx() {
        return vertx;
    }

    @Override
    public Timers timers() {
        return timers;
    }

    @Override
    public Disk disk() {
        return disk;
    }

    @Override
    public Path folder() {
        return folder;
    }

    @Override
    public JournalPosition journal() {
        return journal;
    }

    @Override
    public void report(List<Reading> reported) {
        readings.addAll(reported);
    }

    @Override
    public void fault(FaultKind kind, String detail) {
        faults.add(new Fault(kind, detail));
    }

    @Override
    public void want(List<Stream> streams) {
        wanted = List.copyOf(streams);
    }

    @Override
    public Instant venueNow() {
        return timers.now().plus(venueAhead);
    }

    @Override
    public void venueTime(Instant time) {
        venueAhead = Duration.between(timers.now(), time);
    }

    @Override
    public void venue(VenueState state, String detail) {
        venue.add(state);
    }

    @Override
    public Http http() {
        return new Http() {
            @Override
            public Future<HttpReply> get(URI uri) {
                Duration left = pauses.get(uri.getHost());
                return left == null
                        ? host.apply(uri)
                        : Future.failedFuture(new HostPausedException(uri.getHost(), left));
            }

            @Override
            public void pause(String name, Duration length) {
                pauses.put(name, length);
            }
        };
    }

    /** As {@link #lives} said last; lives until then. */
    @Override
    public Future<Boolean> live() {
        return live;
    }

    /** What {@link #live} answers from now on. */
    public void lives(Future<Boolean> answer) {
        live = answer;
    }

    @Override
    public void route(String prefix, Function<HttpCall, Future<HttpAnswer>> route) {
        if (routes.putIfAbsent(prefix, route) != null) {
            throw new IllegalArgumentException("prefix '" + prefix + "' is served already");
        }
    }
}
