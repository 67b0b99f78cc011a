package dev.feedwarden.supervisor.journal;

import dev.feedwarden.api.Context;
import dev.feedwarden.api.Timers;
import dev.feedwarden.api.event.FaultKind;
import dev.feedwarden.api.sink.SinkException;
import io.vertx.circuitbreaker.CircuitBreaker;
import io.vertx.circuitbreaker.CircuitBreakerOptions;
import io.vertx.circuitbreaker.CircuitBreakerState;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides when a sink may be written to. A failure holds back every batch for a while; five in a row open the circuit, and
 * from then on a single batch at a time probes the sink, until it stores one. A sink that refuses is open at once and
 * probed every 5 minutes. Lives on the sink's event loop.
 *
 * <p>The circuit breaker's own reset time is one that never grows and that no test can jump over, so the circuit is made
 * half-open at once and the wait before the probe is ours.
 */
final class SinkBreaker {

    static final int FAILURES = 5;
    static final Duration REFUSED = Duration.ofMinutes(5);

    private static final Logger LOG = LoggerFactory.getLogger(SinkBreaker.class);

    private final String id;
    private final Context context;
    private final io.vertx.core.Context loop;
    private final Backoff backoff;
    private final CircuitBreaker circuit;

    /** As many at most as batches are in flight. */
    private final Deque<Runnable> waiting = new ArrayDeque<>();

    private Timers.@Nullable Timer pause;
    private boolean probing;
    private volatile boolean open;
    private volatile boolean refused;

    SinkBreaker(SinkScope scope, io.vertx.core.Context loop) {
        this.id = scope.id();
        this.context = scope.context();
        this.loop = loop;
        this.backoff = new Backoff(scope.random());
        CircuitBreakerOptions options = new CircuitBreakerOptions()
                .setMaxFailures(FAILURES)
                .setFailuresRollingWindow(Duration.ofHours(1).toMillis())
                .setTimeout(-1)
                .setResetTimeout(1)
                .setNotificationAddress(null);
        this.circuit = CircuitBreaker.create(id, context.vertx(), options)
                .failurePolicy(result -> result.failed() && counts(result.cause()))
                .openHandler(opened -> opened())
                .halfOpenHandler(halfOpened -> halfOpened())
                .closeHandler(closed -> closed());
    }

    /** Whether the circuit is open, or only a probe may pass. Any thread. */
    boolean isOpen() {
        return open;
    }

    /** Whether the sink said last that a person must act. Any thread. */
    boolean isRefused() {
        return refused;
    }

    /** Whether the sink may not be written to now. */
    boolean holds() {
        return pause != null || open;
    }

    /** Runs what writes a batch, at once or when the sink may be written to again. */
    void admit(Runnable batch) {
        waiting.add(batch);
        release();
    }

    /** Makes one attempt and counts how it ends. Only for what {@link #admit} lets run, and once for each time. */
    Future<Void> attempt(Supplier<Future<Void>> write) {
        return circuit.execute(write).onSuccess(stored -> {
            refused = false;
            backoff.reset();
        });
    }

    /** After a failure that a later attempt may not meet: nothing is written for a while, ever longer. */
    void backOff() {
        refused = false;
        if (pause == null && circuit.state() == CircuitBreakerState.CLOSED) {
            hold(backoff.next());
        }
    }

    /** After a failure that only a person can end. */
    void refuse() {
        refused = true;
        cancelPause();
        if (circuit.state() != CircuitBreakerState.OPEN) {
            circuit.open();
        }
    }

    /** Lets nothing run any more. */
    void close() {
        cancelPause();
        waiting.clear();
    }

    private static boolean counts(Throwable cause) {
        SinkException.Kind kind = Failures.kind(cause);
        return kind != SinkException.Kind.CONFLICT && kind != SinkException.Kind.POISON;
    }

    private void opened() {
        probing = false;
        if (!open) {
            open = true;
            LOG.warn("sink not written to but for probes sink={} failuresInARow={}", id, circuit.failureCount());
            context.fault(FaultKind.STORAGE, "circuit open: only single batches probe the sink until one is stored");
        }
    }

    private void halfOpened() {
        if (pause == null) {
            hold(refused ? REFUSED : backoff.next());
        }
    }

    private void closed() {
        probing = false;
        open = false;
        refused = false;
        cancelPause();
        LOG.info("sink written to again sink={}", id);
        loop.runOnContext(go -> release());
    }

    private void hold(Duration wait) {
        pause = context.timers().after(wait, () -> {
            pause = null;
            release();
        });
    }

    private void release() {
        while (!waiting.isEmpty() && passes()) {
            waiting.remove().run();
        }
    }

    private boolean passes() {
        if (pause != null) {
            return false;
        }
        if (circuit.state() == CircuitBreakerState.HALF_OPEN && !probing) {
            probing = true;
            return true;
        }
        return circuit.state() == CircuitBreakerState.CLOSED;
    }

    private void cancelPause() {
        if (pause != null) {
            pause.cancel();
            pause = null;
        }
    }
}
