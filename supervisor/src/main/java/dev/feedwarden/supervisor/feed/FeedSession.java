package dev.feedwarden.supervisor.feed;

import dev.feedwarden.api.Timers;
import dev.feedwarden.api.event.FaultKind;
import io.vertx.core.Future;
import java.net.URI;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One of a feed's sessions: keeps a connection, and makes it anew for ever when it goes. There is one connection or one
 * attempt or one wait at a time. Endpoints are tried in turn: an attempt that failed and a connection that brought no
 * data move on to the next.
 */
final class FeedSession implements Connection.Owner {

    private static final long CLOSE_SECONDS = 2;

    private final int index;
    private final FeedScope scope;
    private final Supplier<Transport> transports;
    private final ReconnectBackoff backoff;
    private final Breaker breaker;
    private Transport transport;
    private SessionState state = SessionState.NEW;
    private Set<String> streams = Set.of();
    private Future<?> closing = Future.succeededFuture();
    private @Nullable Connection connection;
    private Timers.@Nullable Timer wait;
    private String endpoint = "";
    private long notBefore;
    private int turn;
    private int failedInARow;
    private boolean connectedBefore;

    /** @param transports makes a new client, each time it is asked */
    FeedSession(int index, FeedScope scope, Supplier<Transport> transports) {
        this.index = index;
        this.scope = scope;
        this.transports = transports;
        backoff = new ReconnectBackoff(scope.random(), scope.limits().firstDataTimeout(), scope.patience());
        breaker = new Breaker(scope.patience().retry());
        transport = transports.get();
        notBefore = scope.timers().nanoTime();
    }

    void start() {
        connect();
    }

    /** Takes over the streams that this session carries from now on. */
    void want(Set<String> wanted) {
        streams = wanted;
        if (connection != null) {
            connection.want(wanted);
        }
    }

    /** Looks again for something to subscribe. */
    void wake() {
        if (connection != null) {
            connection.wake();
        }
    }

    /** Subscribes anew; false if there is no connection that could. */
    boolean restart(Collection<String> which) {
        if (connection == null || state != SessionState.READY) {
            return false;
        }
        connection.restart(which);
        return true;
    }

    /** Closes and connects at once, or as soon as the venue wants to hear of us again; an open breaker does not hold it. */
    void reconnect() {
        drop("reconnect was asked for");
        connectAfter(Duration.ZERO);
    }

    /** Throws everything away: a new client, the next endpoint, a new connection. */
    void reset() {
        Transport old = transport;
        Future<Void> closed = drop("reset-connection was asked for").eventually(() -> closed(old));
        closing = closing.isComplete() ? closed : Future.join(closing, closed);
        transport = transports.get();
        backoff.reset();
        failedInARow = 0;
        turn++;
        connectAfter(Duration.ZERO);
    }

    Breaker.State breaker() {
        return breaker.state();
    }

    int failedInARow() {
        return failedInARow;
    }

    boolean connected() {
        return state.connected();
    }

    /** Closes the socket, then the client. */
    Future<Void> stop() {
        state = state.to(SessionState.STOPPED);
        if (wait != null) {
            wait.cancel();
        }
        scope.report().left(index);
        return closeConnection()
                .eventually(() -> closing)
                .eventually(() -> closed(transport))
                .otherwiseEmpty();
    }

    @Override
    public void up() {
        state = state.to(SessionState.UP);
        failedInARow = 0;
        if (connectedBefore) {
            scope.patience().storm().reconnected(scope.timers().nanoTime());
        }
        scope.report().connected(index, endpoint, connectedBefore);
        connectedBefore = true;
    }

    @Override
    public void ready() {
        if (state == SessionState.UP) {
            state = state.to(SessionState.READY);
        }
    }

    @Override
    public void granted() {}

    @Override
    public void data() {
        breaker.data();
        backoff.data(scope.timers().nanoTime());
    }

    @Override
    public void ended(Connection.End end) {
        connection = null;
        state = state.to(SessionState.WAITING);
        long now = scope.timers().nanoTime();
        notBefore = now + end.notBefore().toNanos();
        Duration pause = backoff.next(now);
        if (!end.data()) {
            turn++;
            Duration rest = breaker.failed();
            pause = pause.compareTo(rest) > 0 ? pause : rest;
        }
        Duration delay = connectAfter(end.up() ? pause : retryAfter(end.detail(), pause));
        if (end.up()) {
            scope.report().disconnected(index, end.cause(), end.detail());
        } else {
            failedInARow++;
            scope.report().attemptFailed(index, end.detail(), failedInARow, delay);
        }
    }

    private void connect() {
        wait = null;
        breaker.attempt();
        state = state.to(SessionState.CONNECTING);
        var next = new Connection(index, scope, streams, this);
        connection = next;
        try {
            List<URI> endpoints = scope.feed().endpoints();
            if (endpoints.isEmpty()) {
                throw new IllegalStateException("the feed names none");
            }
            URI uri = endpoints.get(Math.floorMod(turn, endpoints.size()));
            endpoint = uri.toString();
            next.open(transport, uri);
        } catch (RuntimeException | LinkageError e) {
            next.end(FaultKind.CONNECT, "no endpoint to connect to: " + e, Duration.ZERO);
        }
    }

    /** Sets the time of the next attempt; how long that is. */
    private Duration connectAfter(Duration delay) {
        if (wait != null) {
            wait.cancel();
        }
        Duration left = Duration.ofNanos(notBefore - scope.timers().nanoTime());
        Duration longer = delay.compareTo(left) > 0 ? delay : left;
        wait = scope.timers().after(longer, this::connect);
        return longer;
    }

    /** The feed may know better than the backoff how soon a venue that does not answer is to be tried again. */
    private Duration retryAfter(String detail, Duration usual) {
        try {
            return scope.feed().retryAfter(detail, usual);
        } catch (RuntimeException | LinkageError e) {
            scope.report().threw("retryAfter", e);
            return usual;
        }
    }

    private Future<Void> drop(String why) {
        boolean up = state.connected();
        if (connection != null) {
            state = state.to(SessionState.WAITING);
        }
        if (up) {
            scope.report().dropped(index, why);
        }
        return closeConnection();
    }

    private Future<Void> closeConnection() {
        Connection old = connection;
        connection = null;
        return old == null ? Future.succeededFuture() : old.leave();
    }

    private static Future<Void> closed(Transport client) {
        return client.close().timeout(CLOSE_SECONDS, TimeUnit.SECONDS).otherwiseEmpty();
    }
}
