package dev.feedwarden.supervisor.feed;

import dev.feedwarden.api.Timers;
import dev.feedwarden.api.event.FaultKind;
import dev.feedwarden.api.event.VenueState;
import dev.feedwarden.api.feed.Session;
import dev.feedwarden.api.tick.Tick;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/** A connection as its protocol sees it: after the connection's end, nothing said here is heard. */
final class LiveSession implements Session {

    private final int index;
    private final Connection connection;
    private final FeedScope scope;
    private final Timers timers;
    private final Subscriber subscriber;
    private final Sequences sequences = new Sequences();

    /** @param timers those of the connection */
    LiveSession(int index, Connection connection, FeedScope scope, Timers timers, Subscriber subscriber) {
        this.index = index;
        this.connection = connection;
        this.scope = scope;
        this.timers = timers;
        this.subscriber = subscriber;
    }

    @Override
    public int index() {
        return index;
    }

    @Override
    public Timers timers() {
        return timers;
    }

    @Override
    public void send(Buffer message) {
        if (connection.speaks()) {
            connection.send(message);
        }
    }

    @Override
    public void ready() {
        if (connection.speaks()) {
            connection.ready();
        }
    }

    @Override
    public void acknowledged(List<String> asked, Collection<String> granted) {
        if (connection.speaks()) {
            subscriber.acknowledged(asked, granted);
        }
    }

    @Override
    public void refused(List<String> asked, Refusal refusal, String reason) {
        if (connection.speaks()) {
            subscriber.refused(asked, refusal, reason);
        }
    }

    @Override
    public void restart(List<String> streams, String reason) {
        if (connection.speaks()) {
            scope.report().fault(FaultKind.SUBSCRIPTION, streams.size() + " streams asked for again: " + reason);
            subscriber.restart(streams);
        }
    }

    @Override
    public void tick(Tick tick) {
        if (connection.speaks() && scope.intake().accept(tick)) {
            scope.report().tick(index, tick);
            connection.data();
        }
    }

    @Override
    public void sequence(String stream, long previous, long sequence) {
        if (connection.speaks() && scope.plan().session(stream) != null) {
            String missing = sequences.take(stream, previous, sequence);
            if (missing != null) {
                scope.report().fault(FaultKind.GAP, missing);
            }
        }
    }

    @Override
    public void fault(FaultKind kind, String detail) {
        if (connection.speaks()) {
            if (kind == FaultKind.RATE_LIMIT) {
                scope.patience().pace().limited(timers.nanoTime());
            }
            scope.report().fault(kind, detail);
        }
    }

    @Override
    public void malformed(Buffer frame, String reason) {
        if (connection.speaks()) {
            scope.report().fault(FaultKind.MALFORMED, reason);
            scope.quarantine().keep(frame);
        }
    }

    @Override
    public void venue(VenueState state, String detail) {
        if (connection.speaks()) {
            scope.report().venue(state, detail);
        }
    }

    @Override
    public void venueTime(Instant time) {
        if (connection.speaks()) {
            scope.clock().seen(time, timers.now());
        }
    }

    @Override
    public void reset(FaultKind cause, String detail) {
        reset(cause, detail, Duration.ZERO);
    }

    @Override
    public void reset(FaultKind cause, String detail, Duration notBefore) {
        connection.end(cause, detail, notBefore);
    }
}
