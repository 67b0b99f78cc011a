package dev.feedwarden.supervisor.journal;

import dev.feedwarden.api.Timers;
import dev.feedwarden.api.event.FaultKind;
import dev.feedwarden.api.sink.SinkException;
import dev.feedwarden.api.sink.Snapshots;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives a sink back what a restored backup holds of its store, before anything is delivered to it; then the file is
 * deleted. What fails is tried again for as long as delivery may be held up, and no longer; the file stays for the next
 * start then. Lives on the sink's event loop.
 */
final class SnapshotLoad {

    /** How long delivery may be held up. */
    static final Duration LIMIT = Duration.ofMinutes(2);

    private static final Logger LOG = LoggerFactory.getLogger(SnapshotLoad.class);

    private final SinkScope scope;
    private final io.vertx.core.Context loop;
    private final Snapshots sink;
    private final Path file;
    private final Timers timers;
    private final Backoff backoff;
    private final Promise<SinkStores.@Nullable Load> done = Promise.promise();
    private String lastFailure = "it has not ended";
    private boolean closed;
    private Timers.@Nullable Timer limit;
    private Timers.@Nullable Timer pause;

    SnapshotLoad(SinkScope scope, io.vertx.core.Context loop, Snapshots sink, Path file) {
        this.scope = scope;
        this.loop = loop;
        this.sink = sink;
        this.file = file;
        this.timers = scope.context().timers();
        this.backoff = new Backoff(scope.random());
    }

    /** How it ended; null if there was nothing to load, or the sink was stopped first. Never fails. Any thread. */
    Future<SinkStores.@Nullable Load> ended() {
        return done.future();
    }

    void start() {
        scope.journal()
                .blocking(loop, () -> scope.context().disk().exists(file))
                .onComplete(looked -> {
                    if (looked.failed() || !looked.result() || closed) {
                        done.tryComplete();
                        return;
                    }
                    limit = timers.after(
                            LIMIT, () -> giveUp("not within " + LIMIT.toMinutes() + " minutes: " + lastFailure));
                    attempt();
                });
    }

    /** Begins no more attempts. */
    void close() {
        closed = true;
        cancel(limit);
        cancel(pause);
        done.tryComplete();
    }

    private void attempt() {
        pause = null;
        call().onComplete(ended -> loop.runOnContext(then -> {
            if (ended.succeeded()) {
                loaded(ended.result());
            } else if (!closed && !done.future().isComplete()) {
                failed(ended.cause());
            }
        }));
    }

    private Future<Snapshots.Loaded> call() {
        try {
            return sink.load(file);
        } catch (RuntimeException e) {
            return Future.failedFuture(e);
        }
    }

    /** Though it may be too late for delivery to have waited, what is loaded need not be loaded again. */
    private void loaded(Snapshots.Loaded told) {
        cancel(limit);
        LOG.info(
                "event=snapshot-loaded sink={} entries={} put={} kept={} expired={}",
                scope.id(),
                told.entries(),
                told.put(),
                told.kept(),
                told.expired());
        scope.journal()
                .blocking(loop, () -> {
                    scope.context().disk().delete(file);
                    return true;
                })
                .onFailure(cause -> {
                    LOG.warn("event=snapshot-not-deleted file={} error={}", file, cause.toString());
                    scope.context().fault(FaultKind.STORAGE, file + " was loaded and cannot be deleted: " + cause);
                })
                .onComplete(deleted -> done.tryComplete(new SinkStores.Load(scope.id(), told, null)));
    }

    private void failed(Throwable cause) {
        lastFailure = String.valueOf(cause.getMessage());
        SinkException.Kind kind = Failures.kind(cause);
        if (kind == SinkException.Kind.REFUSED || kind == SinkException.Kind.POISON) {
            giveUp(lastFailure);
        } else {
            LOG.debug("snapshot not loaded, tried again sink={} cause={}", scope.id(), cause.toString());
            pause = timers.after(backoff.next(), this::attempt);
        }
    }

    private void giveUp(String reason) {
        cancel(limit);
        cancel(pause);
        if (done.tryComplete(new SinkStores.Load(scope.id(), null, reason))) {
            LOG.warn("event=snapshot-not-loaded sink={} file={} error={}", scope.id(), file, reason);
            scope.context()
                    .fault(
                            FaultKind.STORAGE,
                            "the restored snapshot was not loaded, the next start tries again: " + reason);
        }
    }

    private static void cancel(Timers.@Nullable Timer timer) {
        if (timer != null) {
            timer.cancel();
        }
    }
}
