package dev.feedwarden.supervisor.journal;

import dev.feedwarden.api.Context;
import dev.feedwarden.api.event.FaultKind;
import dev.feedwarden.api.sink.Batch;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How far a sink is. Batches may be stored in any order, but the cursor only passes what is stored without a hole, one
 * durable move at a time. Lives on the sink's event loop.
 */
final class Progress {

    private static final Logger LOG = LoggerFactory.getLogger(Progress.class);

    private final String id;
    private final FileJournal journal;
    private final Context context;
    private final io.vertx.core.Context loop;
    private final Backoff backoff;
    private final Runnable onMoved;
    private final Deque<Flight> flights = new ArrayDeque<>();
    private int beingPassed;
    private boolean moving;
    private volatile long cursor;
    private volatile boolean cancelled;

    /** @param onMoved is run on the loop after each move */
    Progress(SinkScope scope, io.vertx.core.Context loop, Runnable onMoved) {
        this.id = scope.id();
        this.journal = scope.journal();
        this.context = scope.context();
        this.loop = loop;
        this.backoff = new Backoff(scope.random());
        this.onMoved = onMoved;
        this.cursor = journal.cursor(id);
    }

    /** A batch that the cursor has not passed yet. */
    static final class Flight {
        private final List<Batch.Row> rows;
        private final long to;
        private int dealtWith;
        private List<Batch.Row> stored = new ArrayList<>();
        private List<Batch.Row> setAside = new ArrayList<>();

        private Flight(List<Batch.Row> rows, long to) {
            this.rows = rows;
            this.to = to;
        }

        List<Batch.Row> rows() {
            return rows;
        }

        private boolean isDone() {
            return dealtWith == rows.size();
        }
    }

    /** The sequence up to which everything is stored. Any thread. */
    long cursor() {
        return cursor;
    }

    /** How many batches are held in memory because the cursor has not passed them. */
    int batches() {
        return flights.size() + beingPassed;
    }

    /** Forgets everything; the cursor stays where it is. Any thread. */
    void cancel() {
        cancelled = true;
    }

    boolean cancelled() {
        return cancelled;
    }

    /** The oldest tick that is not stored, of those that were sent off. */
    Batch.@Nullable Row oldest() {
        Flight head = flights.peek();
        return head == null || head.isDone() ? null : head.rows.get(head.dealtWith);
    }

    /**
     * Sends a batch off.
     *
     * @param rows may be empty: then only the cursor moves
     * @param to where the cursor is to be once all before it is stored too
     */
    Flight begin(List<Batch.Row> rows, long to) {
        Flight flight = new Flight(rows, to);
        flights.add(flight);
        if (rows.isEmpty()) {
            advance();
        }
        return flight;
    }

    /** The next rows of a batch are stored. */
    void stored(Flight flight, List<Batch.Row> rows) {
        flight.stored.addAll(rows);
        passed(flight, rows.size());
    }

    /** The next row of a batch can never be stored and is kept elsewhere. */
    void setAside(Flight flight, Batch.Row row) {
        flight.setAside.add(row);
        passed(flight, 1);
    }

    private void passed(Flight flight, int rows) {
        flight.dealtWith += rows;
        advance();
    }

    private void advance() {
        if (moving || cancelled) {
            return;
        }
        List<Batch.Row> stored = new ArrayList<>();
        List<Batch.Row> setAside = new ArrayList<>();
        long to = cursor;
        for (Flight head = flights.peek(); head != null && head.isDone(); head = flights.peek()) {
            flights.remove();
            beingPassed++;
            stored.addAll(head.stored);
            setAside.addAll(head.setAside);
            to = head.to;
        }
        Flight head = flights.peek();
        if (head != null && head.dealtWith > 0) {
            stored.addAll(head.stored);
            setAside.addAll(head.setAside);
            head.stored = new ArrayList<>();
            head.setAside = new ArrayList<>();
            to = head.rows.get(head.dealtWith - 1).sequence();
        }
        if (to > cursor) {
            moving = true;
            move(new Moved(stored, setAside, to));
        }
    }

    private void move(Moved moved) {
        if (cancelled) {
            return;
        }
        journal.move(id, moved, loop)
                .onSuccess(durable -> {
                    cursor = moved.to();
                    moving = false;
                    beingPassed = 0;
                    backoff.reset();
                    advance();
                    onMoved.run();
                })
                .onFailure(cause -> {
                    Duration wait = backoff.next();
                    LOG.debug("cursor not moved, tried again sink={} inMillis={}", id, wait.toMillis(), cause);
                    context.fault(FaultKind.STORAGE, "cursor: " + cause.getMessage());
                    context.timers().after(wait, () -> move(moved));
                });
    }
}
