package dev.feedwarden.plugin.simulator.exchange;

import dev.feedwarden.api.Context;
import dev.feedwarden.api.Disk;
import dev.feedwarden.api.Timers;
import dev.feedwarden.api.event.FaultKind;
import io.vertx.core.Future;
import io.vertx.core.WorkerExecutor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Writes every message that {@link Truth} counts to a file, one a line, so that what was stored can be compared with what
 * was sent. Written every 100 ms by a thread of its own; when 64 million characters wait, the rest is dropped, and that is
 * a fault. Lives on one event loop.
 */
public final class TruthLog {

    private static final Duration EVERY = Duration.ofMillis(100);
    private static final int MOST_WAITING = 64_000_000;

    private final Context context;
    private final Path path;
    private final WorkerExecutor workers;
    private StringBuilder waiting = new StringBuilder();
    private boolean dropping;
    private Timers.@Nullable Timer timer;

    /** Of the writing thread alone. */
    private long end;

    public TruthLog(Context context, Path path) {
        this.context = context;
        this.path = path;
        this.workers = context.vertx().createSharedWorkerExecutor("simulator-truth-" + context.id(), 1);
    }

    /** Starts, with an empty file. */
    public Future<Void> open(Truth truth) {
        return workers.<@Nullable Void>executeBlocking(() -> {
                    Path folder = path.getParent();
                    if (folder != null) {
                        context.disk().createFolders(folder);
                    }
                    try (Disk.File file = context.disk().open(path)) {
                        file.truncate(0);
                        return null;
                    }
                })
                .onSuccess(empty -> {
                    truth.log(this::add);
                    timer = context.timers().every(EVERY, this::write);
                })
                .mapEmpty();
    }

    /** Writes what waits and ends. */
    public Future<Void> close() {
        if (timer != null) {
            timer.cancel();
        }
        return write().eventually(workers::close);
    }

    private void add(String message) {
        if (waiting.length() + message.length() < MOST_WAITING) {
            waiting.append(message).append('\n');
        } else if (!dropping) {
            dropping = true;
            context.fault(FaultKind.STORAGE, "truth file " + path + ": not written fast enough, lines are missing");
        }
    }

    private Future<Void> write() {
        String lines = waiting.toString();
        waiting = new StringBuilder();
        return workers.<@Nullable Void>executeBlocking(() -> {
                    append(lines);
                    return null;
                })
                .onFailure(e -> context.fault(FaultKind.STORAGE, "truth file " + path + ": " + e))
                .mapEmpty();
    }

    private void append(String lines) throws IOException {
        byte[] bytes = lines.getBytes(StandardCharsets.UTF_8);
        try (Disk.File file = context.disk().open(path)) {
            file.write(ByteBuffer.wrap(bytes), end);
        }
        end += bytes.length;
    }
}
