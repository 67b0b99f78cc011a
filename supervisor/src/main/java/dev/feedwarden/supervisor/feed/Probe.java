package dev.feedwarden.supervisor.feed;

import dev.feedwarden.api.Timers;
import dev.feedwarden.api.event.FaultKind;
import dev.feedwarden.api.feed.FeedLimits;
import dev.feedwarden.api.feed.Stream;
import dev.feedwarden.supervisor.feed.ProbeReport.Attempt;
import dev.feedwarden.supervisor.feed.ProbeReport.Step;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * Tries a feed's connection one step after another and notes how long each took: name, socket, encryption, upgrade, ready,
 * streams (the feed says what it wants), subscribe (to one of them), data. An endpoint that cannot be reached is followed by
 * the next. Each step has a limit of its own. Lives on the event loop of its site.
 */
final class Probe implements Connection.Owner {

    private static final Duration DNS_WITHIN = Duration.ofSeconds(10);

    private final String feed;
    private final FeedScope scope;
    private final Vertx vertx;
    private final Transport transport;
    private final Promise<ProbeReport> promise;
    private final List<URI> endpoints;
    private final List<Attempt> attempts = new ArrayList<>();
    private List<Step> steps = new ArrayList<>();
    private @Nullable Connection connection;
    private @Nullable String stream;
    private Timers.Timer limit = () -> {};
    private String awaited = "";
    private long since;
    private int turn;
    private boolean ready;
    private boolean over;

    Probe(String feed, FeedScope scope, Vertx vertx, Transport transport, Promise<ProbeReport> promise) {
        this.feed = feed;
        this.scope = scope;
        this.vertx = vertx;
        this.transport = transport;
        this.promise = promise;
        endpoints = scope.feed().endpoints();
    }

    void start() {
        if (endpoints.isEmpty()) {
            finish();
            return;
        }
        FeedLimits limits = scope.limits();
        steps = new ArrayList<>();
        URI endpoint = endpoints.get(turn);
        var dial = new Dial(endpoint, Math.toIntExact(limits.connectTimeout().toMillis()));
        await("dns", DNS_WITHIN);
        blocking(dial::dns)
                .compose(address -> {
                    passed(address, "tcp", limits.connectTimeout().plusSeconds(1));
                    return blocking(dial::tcp);
                })
                .compose(port -> {
                    if (!dial.secure()) {
                        return Future.succeededFuture(port);
                    }
                    passed(port, "tls", limits.connectTimeout().multipliedBy(2));
                    return blocking(dial::tls);
                })
                .onSuccess(detail -> connect(endpoint, dial, detail))
                .onFailure(e -> stopped(Details.of(e)));
    }

    /** What the feed wants; one of it is enough. */
    void want(List<Stream> streams) {
        if (stream == null && !streams.isEmpty()) {
            stream = streams.get(0).id();
            scope.plan().want(streams.subList(0, 1));
            scope.intake().want(Set.of(stream));
            subscribe();
        }
    }

    Future<Void> close() {
        over = true;
        limit.cancel();
        Future<Void> closed = connection == null ? Future.succeededFuture() : connection.close();
        return closed.eventually(transport::close);
    }

    @Override
    public void up() {
        if (awaited.equals("upgrade")) {
            passed("", "ready", scope.limits().firstDataTimeout());
        }
    }

    @Override
    public void ready() {
        if (!ready) {
            ready = true;
            passed("", "streams", scope.limits().firstDataTimeout());
            subscribe();
        }
    }

    @Override
    public void granted() {
        if (awaited.equals("subscribe")) {
            passed(String.valueOf(stream), "data", scope.limits().firstDataTimeout());
        }
    }

    @Override
    public void data() {
        granted();
        if (!over && awaited.equals("data")) {
            note(true, String.valueOf(stream));
            finish();
        }
    }

    @Override
    public void ended(Connection.End end) {
        connection = null;
        stopped(end.detail());
    }

    private void connect(URI endpoint, Dial dial, String detail) {
        if (over) {
            return;
        }
        passed(detail, dial.webSocket() ? "upgrade" : "ready", scope.limits().firstDataTimeout());
        var next = new Connection(0, scope, Set.of(), this);
        connection = next;
        try {
            next.open(transport, endpoint);
        } catch (IllegalArgumentException e) {
            next.end(FaultKind.CONNECT, Details.of(e), Duration.ZERO);
        }
    }

    private void subscribe() {
        if (!over && ready && stream != null && connection != null && awaited.equals("streams")) {
            passed(stream + " is tried", "subscribe", scope.limits().ackTimeout());
            connection.want(Set.of(stream));
        }
    }

    private Future<String> blocking(Callable<String> call) {
        return vertx.executeBlocking(call, false);
    }

    private void await(String step, Duration within) {
        awaited = step;
        since = scope.timers().nanoTime();
        limit.cancel();
        limit = scope.timers().after(within, () -> stopped("not within " + within.toMillis() + " ms"));
    }

    private void passed(String detail, String next, Duration within) {
        if (!over) {
            note(true, detail);
            await(next, within);
        }
    }

    private void note(boolean ok, String detail) {
        long millis = Duration.ofNanos(scope.timers().nanoTime() - since).toMillis();
        steps.add(new Step(awaited, ok, millis, Details.line(detail)));
    }

    /** The step that is awaited has failed; an endpoint that was not even reached is followed by the next. */
    private void stopped(String detail) {
        if (over) {
            return;
        }
        note(false, detail);
        boolean reached = steps.stream().anyMatch(step -> step.name().equals("ready"));
        if (reached || turn + 1 == endpoints.size()) {
            finish();
        } else {
            limit.cancel();
            attempts.add(new Attempt(endpoints.get(turn).toString(), steps));
            turn++;
            if (connection != null) {
                connection.close().onComplete(closed -> start());
                connection = null;
            } else {
                start();
            }
        }
    }

    private void finish() {
        if (!endpoints.isEmpty()) {
            attempts.add(new Attempt(endpoints.get(turn).toString(), steps));
        }
        over = true;
        limit.cancel();
        promise.complete(new ProbeReport(feed, attempts));
    }
}
