package dev.feedwarden.supervisor.feed;

import dev.feedwarden.api.Timers;
import dev.feedwarden.api.event.FaultKind;
import dev.feedwarden.api.feed.FeedLimits;
import dev.feedwarden.api.feed.FeedProtocol;
import dev.feedwarden.api.feed.Session;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.net.URI;
import java.time.Duration;
import java.util.Collection;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One connection from the attempt to its end, with everything that belongs to it alone: the protocol, timers, time limits
 * and subscriptions. After its end it does nothing, whoever calls.
 */
final class Connection implements Transport.Receiver {

    private final FeedScope scope;
    private final FeedLimits limits;
    private final Owner owner;
    private final SessionTimers timers;
    private final Subscriber subscriber;
    private final Session session;
    private Transport.@Nullable Link link;
    private Timers.@Nullable Timer attempt;
    private @Nullable FeedProtocol protocol;
    private @Nullable Watch watch;
    private boolean spoken;
    private boolean data;
    private boolean made;
    private boolean ended;

    Connection(int index, FeedScope scope, Set<String> streams, Owner owner) {
        this.scope = scope;
        this.owner = owner;
        limits = limits(scope);
        timers = new SessionTimers(scope.timers(), e -> scope.report().threw("a timer", e));
        subscriber = new Subscriber(limits, timers, new ConnectionPort(this, scope));
        subscriber.want(streams);
        session = new LiveSession(index, this, scope, timers, subscriber);
    }

    /** Begins to connect; the owner hears how it went. */
    void open(Transport transport, URI endpoint) {
        Duration limit = limits.connectTimeout();
        attempt = timers.after(
                limit, () -> end(FaultKind.CONNECT, "not connected within " + limit.toMillis() + " ms", Duration.ZERO));
        link = transport.open(endpoint, this);
    }

    void want(Set<String> streams) {
        subscriber.want(streams);
    }

    void restart(Collection<String> streams) {
        subscriber.restart(streams);
    }

    /** Looks again for something to subscribe. */
    void wake() {
        subscriber.wake();
    }

    /** Ends without telling the owner. */
    Future<Void> close() {
        if (!ended) {
            ended = true;
            timers.end();
            if (protocol != null) {
                guarded("closed", protocol::closed, null);
            }
        }
        return link == null ? Future.succeededFuture() : link.close();
    }

    /** As {@link #close()}, and tells the protocol first that we leave of our own accord. */
    Future<Void> leave() {
        tell("leaving", FeedProtocol::leaving);
        return close();
    }

    // From the transport.

    @Override
    public void opened() {
        if (ended || link == null) {
            return;
        }
        if (attempt != null) {
            attempt.cancel();
        }
        watch = new Watch(timers, limits, link, this::dataDue, limit -> end(FaultKind.TIMEOUT, limit, Duration.ZERO));
        if (!scope.feed().connectedWhenReady()) {
            made();
        }
        guarded("open", () -> protocol = scope.feed().open(session), null);
        if (protocol == null) {
            end(FaultKind.PLUGIN, "the feed made no protocol for the connection", Duration.ZERO);
        } else {
            tell("connected", FeedProtocol::connected);
        }
    }

    @Override
    public void received(Buffer message) {
        if (ended || protocol == null || watch == null || link == null) {
            return;
        }
        FeedProtocol receiver = protocol;
        spoken = link.framed();
        guarded("received", () -> receiver.received(message), message);
        if (spoken) {
            watch.message();
        }
    }

    @Override
    public void ponged() {
        if (watch != null) {
            watch.ponged();
        }
    }

    @Override
    public void drained() {
        if (watch != null) {
            watch.drained();
        }
    }

    @Override
    public void oversized(String detail) {
        if (!ended) {
            scope.report().fault(FaultKind.OVERSIZED, detail);
            scope.report().fault(FaultKind.GAP, "a message was lost because it was too large");
            end(FaultKind.OVERSIZED, detail, Duration.ZERO);
        }
    }

    @Override
    public void closed(String detail) {
        end(FaultKind.CLOSED, detail, Duration.ZERO);
    }

    // From the session and the subscriber.

    /** Whether the protocol is to be heard; that it spoke is noted. */
    boolean speaks() {
        spoken = true;
        return !ended;
    }

    void send(Buffer message) {
        if (link != null && watch != null) {
            link.send(message);
            watch.sent();
        }
    }

    void ready() {
        if (watch != null) {
            watch.ready();
            made();
            owner.ready();
            subscriber.ready();
        }
    }

    /** The protocol brought data of a stream that is wanted. */
    void data() {
        if (watch != null) {
            data = true;
            watch.data();
            owner.data();
        }
    }

    void granted() {
        if (watch != null) {
            owner.granted();
            watch.granted();
        }
    }

    /** Calls the protocol, if there is one still. */
    void tell(String what, Consumer<FeedProtocol> call) {
        FeedProtocol listener = protocol;
        if (!ended && listener != null) {
            guarded(what, () -> call.accept(listener), null);
        }
    }

    void end(FaultKind cause, String detail, Duration notBefore) {
        if (!ended) {
            if (cause == FaultKind.RATE_LIMIT) {
                scope.patience().pace().limited(timers.nanoTime());
            }
            String words = detail + standing();
            close();
            owner.ended(new End(made, data, cause, words, notBefore));
        }
    }

    private void made() {
        if (!made) {
            made = true;
            owner.up();
        }
    }

    private boolean dataDue() {
        return scope.feed().dataDue();
    }

    private String standing() {
        String[] words = {""};
        tell("standing", listener -> words[0] = listener.standing());
        return words[0].isEmpty() ? "" : "; " + words[0];
    }

    private static FeedLimits limits(FeedScope scope) {
        try {
            return scope.feed().limits();
        } catch (RuntimeException | LinkageError e) {
            scope.report().threw("limits", e);
            return scope.limits();
        }
    }

    private void guarded(String what, Runnable call, @Nullable Buffer frame) {
        try {
            call.run();
        } catch (RuntimeException | LinkageError e) {
            scope.report().threw(what, e);
            if (frame != null) {
                scope.quarantine().keep(frame);
            }
        }
    }

    /** Who keeps the connection. */
    interface Owner {

        /** The connection is made. */
        void up();

        /** The venue may be subscribed. */
        void ready();

        /** The venue granted streams. */
        void granted();

        /** Data of a wanted stream came. */
        void data();

        void ended(End end);
    }

    /**
     * How a connection ended.
     *
     * @param up whether it had been up at all
     * @param data whether it brought data
     * @param notBefore how long the venue wants to be left alone
     */
    record End(boolean up, boolean data, FaultKind cause, String detail, Duration notBefore) {}
}
