package dev.feedwarden.supervisor.chart;

import dev.feedwarden.rules.Rule;
import dev.feedwarden.rules.RuleSet;
import dev.feedwarden.supervisor.alert.Charts;
import dev.feedwarden.supervisor.history.Samples;
import dev.feedwarden.supervisor.metrics.Meter;
import dev.feedwarden.supervisor.metrics.Meters;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Draws charts on a thread of its own, one at a time. A mail waits {@value #PATIENCE_SECONDS} s for its chart at the most,
 * and goes without one where it is late, larger than {@value #MOST_BYTES} bytes, or cannot be drawn: a machine without
 * fonts, readings that cannot be read. Each such case is counted. On the core event loop.
 */
public final class ChartRoom implements Charts {

    static final int PATIENCE_SECONDS = 2;
    static final int MOST_BYTES = 100_000;

    private static final Duration SPAN = Duration.ofHours(6);
    private static final Logger LOG = LoggerFactory.getLogger(ChartRoom.class);

    private final Samples samples;
    private final Supplier<RuleSet> rules;
    private final Meters meters;
    private final WorkerExecutor thread;
    private boolean busy;

    /**
     * A room with its thread.
     *
     * @param rules those in force
     */
    public ChartRoom(Vertx vertx, Samples samples, Supplier<RuleSet> rules, Meters meters) {
        this.samples = samples;
        this.rules = rules;
        this.meters = meters;
        thread = vertx.createSharedWorkerExecutor("feedwarden-charts", 1, 1, TimeUnit.MINUTES);
    }

    @Override
    public Future<Optional<Buffer>> draw(String rule, String subject, Instant until) {
        Optional<Rule> found = rules.get().rules().stream()
                .filter(one -> one.id().equals(rule))
                .findFirst();
        if (found.isEmpty()) {
            return Future.succeededFuture(Optional.empty());
        }
        if (busy) {
            missed("busy", "the one before is not finished");
            return Future.succeededFuture(Optional.empty());
        }
        busy = true;
        Future<Optional<Buffer>> drawn = thread.executeBlocking(() -> drawn(found.get(), subject, until));
        drawn.onComplete(done -> busy = false);
        return drawn.timeout(PATIENCE_SECONDS, TimeUnit.SECONDS).otherwise(cause -> {
            missed("failed", cause.toString());
            return Optional.empty();
        });
    }

    /** Ends the thread. What is being drawn is not waited for. */
    public Future<Void> close() {
        return thread.close();
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
