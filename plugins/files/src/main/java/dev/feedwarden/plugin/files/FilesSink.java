package dev.feedwarden.plugin.files;

import dev.feedwarden.api.Context;
import dev.feedwarden.api.Timers;
import dev.feedwarden.api.event.FaultKind;
import dev.feedwarden.api.sink.Batch;
import dev.feedwarden.api.sink.Sink;
import io.vertx.core.Future;
import java.time.Duration;

/** Stores batches in files, one after the other, off the event loop. */
final class FilesSink implements Sink {

    /** How long after the end of an hour its files wait for ticks that come late. */
    private static final Duration GRACE = Duration.ofMinutes(1);

    private final Context context;
    private final io.vertx.core.Context loop;
    private final Parts parts;
    private final Timers.Timer finishing;
    private boolean takenOver;

    FilesSink(Context context, Parts parts) {
        this.context = context;
        this.loop = context.vertx().getOrCreateContext();
        this.parts = parts;
        this.finishing = context.timers().every(GRACE, this::finish);
        finish();
    }

    @Override
    public Future<Void> write(Batch batch) {
        return blocking(() -> parts.write(batch));
    }

    @Override
    public void takenOver() {
        takenOver = true;
        finishing.cancel();
    }

    @Override
    public Future<Void> close() {
        finishing.cancel();
        return blocking(takenOver ? parts::release : parts::finishAll);
    }

    private void finish() {
        long before = context.timers().now().minus(GRACE).getEpochSecond();
        blocking(() -> parts.finishHoursBefore(before))
                .onFailure(cause -> context.fault(FaultKind.STORAGE, "finishing files: " + cause));
    }

    private Future<Void> blocking(Work work) {
        // In order only for one context: that of the timers may be another one.
        return loop.executeBlocking(
                () -> {
                    work.run();
                    return null;
                },
                true);
    }

    private interface Work {
        void run() throws Exception;
    }
}
