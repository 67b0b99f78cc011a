package dev.feedwarden.supervisor.feed;

import dev.feedwarden.api.Context;
import dev.feedwarden.api.Disk;
import dev.feedwarden.api.event.FaultKind;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Samples of messages that could not be decoded, for a person to look at: the first 2 KiB of one message a second at
 * most, in at most 100 files, the oldest going first.
 */
final class Quarantine {

    private static final int MOST_BYTES = 2048;
    private static final int MOST_FILES = 100;
    private static final Duration EVERY = Duration.ofSeconds(1);

    private final Context context;
    private final FeedCounters counters;
    private final FeedReport report;
    private long next;
    private boolean busy;

    Quarantine(Context context, FeedCounters counters, FeedReport report) {
        this.context = context;
        this.counters = counters;
        this.report = report;
        next = context.timers().nanoTime();
    }

    /** Keeps a sample of the message, unless one was kept just now. */
    void keep(Buffer message) {
        long now = context.timers().nanoTime();
        if (busy || now - next < 0) {
            counters.unkept();
            return;
        }
        busy = true;
        next = now + EVERY.toNanos();
        byte[] head = message.getBytes(0, Math.min(message.length(), MOST_BYTES));
        Path folder = context.folder().resolve("quarantine");
        Path file = folder.resolve(context.timers().now().toEpochMilli() + ".bin");
        context.vertx()
                .executeBlocking(() -> store(context.disk(), folder, file, head))
                .onComplete(stored -> {
                    busy = false;
                    if (stored.failed()) {
                        report.fault(FaultKind.STORAGE, "no sample kept in " + file + ": " + stored.cause());
                    }
                });
    }

    private static Path store(Disk disk, Path folder, Path file, byte[] head) throws IOException {
        disk.createFolders(folder);
        List<Path> kept = disk.list(folder);
        for (int i = 0; i <= kept.size() - MOST_FILES; i++) {
            disk.delete(kept.get(i));
        }
        try (Disk.File out = disk.open(file)) {
            out.write(ByteBuffer.wrap(head), 0);
        }
        return file;
    }
}
