package dev.feedwarden.supervisor.chart;

import dev.feedwarden.api.Timers;
import dev.feedwarden.rules.Rule;
import dev.feedwarden.rules.RuleSet;
import dev.feedwarden.supervisor.alert.Charts;
import dev.feedwarden.supervisor.history.Samples;
import dev.feedwarden.supervisor.metrics.Meter;
import dev.feedwarden.supervisor.metrics.Meters;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Draws charts on a thread of its own, one at a time. A mail waits {@value #PATIENCE_SECONDS} s for its chart at the most,
 * and goes without one where it is late, larger than {@value #MOST_BYTES} bytes, or cannot be drawn: a machine without
 * fonts, readings that cannot be read. Each such case is counted. A drawing that is not finished after {@value
 * #STUCK_SECONDS} s is given up with its thread, and the next mail has its chart again; after {@value #MOST_STUCK} such
 * threads there are no more charts until the program is started anew. On the core event loop.
 */
public final class ChartRoom implements Charts {

    static final int PATIENCE_SECONDS = 2;
    static final int MOST_BYTES = 100_000;
    static final int STUCK_SECONDS = 60;
    static final int MOST_STUCK = 3;

    private static final Duration PATIENCE = Duration.ofSeconds(PATIENCE_SECONDS);
    private static final Duration SPAN = Duration.ofHours(6);
    private static final Logger LOG = LoggerFactory.getLogger(ChartRoom.class);

    private final Vertx vertx;
    private final Samples samples;
    private final Supplier<RuleSet> rules;
    private final Timers timers;
    private final Meters meters;
    private WorkerExecutor thread;
    private @Nullable Drawing current;
    private long drawings;
    private int stuck;

    /** What is being drawn, and since when. */
    private record Drawing(long number, long begunNanos) {}

    /**
     * A room with its thread.
     *
     * @param rules those in force
     */
    public ChartRoom(Vertx vertx, Samples samples, Supplier<RuleSet> rules, Timers timers, Meters meters) {
        this.vertx = vertx;
        this.samples = samples;
        this.rules = rules;
        this.timers = timers;
        this.meters = meters;
        thread = thread();
    }

    @Override
    public Future<Optional<Buffer>> draw(String rule, String subject, Instant until) {
        Optional<Rule> found = rules.get().rules().stream()
                .filter(one -> one.id().equals(rule))
                .findFirst();
        if (found.isEmpty()) {
            return Future.succeededFuture(Optional.empty());
        }
        if (current != null && !giveUp(current)) {
            missed("busy", "the one before is not finished");
            return Future.succeededFuture(Optional.empty());
        }
        long number = ++drawings;
        current = new Drawing(number, timers.nanoTime());
        Future<Optional<Buffer>> drawn = thread.executeBlocking(() -> drawn(found.get(), subject, until));
        drawn.onComplete(done -> {
            if (current != null && current.number() == number) {
                current = null;
            }
        });
        return inTime(drawn).otherwise(cause -> {
            missed("failed", cause.toString());
            return Optional.empty();
        });
    }

    private Future<Optional<Buffer>> inTime(Future<Optional<Buffer>> drawn) {
        Promise<Optional<Buffer>> first = Promise.promise();
        Timers.Timer late = timers.after(
                PATIENCE, () -> first.tryFail(new TimeoutException("not drawn within " + PATIENCE_SECONDS + " s")));
        drawn.onComplete(done -> {
            late.cancel();
            if (done.succeeded()) {
                first.tryComplete(done.result());
            } else {
                first.tryFail(done.cause());
            }
        });
        return first.future();
    }

    /** Ends the thread. What is being drawn is not waited for. */
    public Future<Void> close() {
        return thread.close();
    }

    /** Leaves a drawing that is stuck to itself, if it is and may be. */
    private boolean giveUp(Drawing drawing) {
        long nanos = timers.nanoTime() - drawing.begunNanos();
        if (nanos < TimeUnit.SECONDS.toNanos(STUCK_SECONDS) || stuck == MOST_STUCK) {
            return false;
        }
        stuck++;
        meters.counter(Meter.MAIL_CHARTS_STUCK).increment();
        LOG.error("event=chart-stuck seconds={} given-up={} of={}", nanos / 1_000_000_000, stuck, MOST_STUCK);
        thread.close();
        thread = thread();
        return true;
    }

    private WorkerExecutor thread() {
        return vertx.createSharedWorkerExecutor("feedwarden-charts-" + stuck, 1, 1, TimeUnit.MINUTES);
    }

    private Optional<Buffer> drawn(Rule rule, String subject, Instant until) throws IOException {
        try {
            Curve curve = Curve.of(rule, subject, SPAN, until, samples);
            if (curve.times().size() < 2) {
                return Optional.empty();
            }
            byte[] png = Picture.png(rule, subject, curve);
            if (png.length > MOST_BYTES) {
                throw new IOException("the picture has " + png.length + " bytes");
            }
            return Optional.of(Buffer.buffer(png));
        } catch (LinkageError | InternalError e) {
            // A JRE without AWT or without fonts says so with an error, each time in another way.
            throw new IOException("nothing can be drawn on this machine", e);
        }
    }

    private void missed(String why, String text) {
        meters.counter(Meter.MAIL_CHARTS_MISSED, why).increment();
        LOG.warn("event=mail-without-chart reason={} error=\"{}\"", why, text);
    }
}
