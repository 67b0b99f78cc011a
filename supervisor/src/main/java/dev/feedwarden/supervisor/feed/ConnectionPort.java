package dev.feedwarden.supervisor.feed;

import dev.feedwarden.api.event.FaultKind;
import java.time.Duration;
import java.util.List;

/** What a connection's subscriber asks and tells, carried to the protocol, the plan and the report. */
final class ConnectionPort implements Subscriber.Port {

    private final Connection connection;
    private final FeedScope scope;

    ConnectionPort(Connection connection, FeedScope scope) {
        this.connection = connection;
        this.scope = scope;
    }

    @Override
    public void subscribe(List<String> streams) {
        connection.tell("subscribe", protocol -> protocol.subscribe(streams));
    }

    @Override
    public void unsubscribe(List<String> streams) {
        connection.tell("unsubscribe", protocol -> protocol.unsubscribe(streams));
    }

    @Override
    public int requestBytes(String stream) {
        return scope.feed().requestBytes(stream);
    }

    @Override
    public Duration pace() {
        return scope.patience().pace().delay(scope.timers().nanoTime());
    }

    @Override
    public boolean halted() {
        return scope.plan().halted();
    }

    @Override
    public boolean expired(String stream) {
        return scope.plan().expired(stream, scope.clock().at(scope.timers().now()));
    }

    @Override
    public void granted() {
        connection.granted();
        scope.report().serves();
    }

    @Override
    public void retried(int streams) {
        scope.counters().retried(streams);
    }

    @Override
    public void refused(List<String> streams, String reason) {
        scope.report().refused(streams, reason);
    }

    @Override
    public void gone(List<String> streams) {
        scope.gone().accept(streams);
    }

    @Override
    public void fatal(String reason) {
        scope.plan().halt();
        scope.report().misconfigured(reason);
    }

    @Override
    public void unanswered(int streams, boolean over) {
        String detail = "a request for " + streams + " streams was not answered within "
                + scope.limits().ackTimeout().toMillis() + " ms";
        scope.counters().retried(streams);
        if (over) {
            connection.end(FaultKind.TIMEOUT, detail, Duration.ZERO);
        } else {
            scope.report().fault(FaultKind.SUBSCRIPTION, detail);
        }
    }
}
