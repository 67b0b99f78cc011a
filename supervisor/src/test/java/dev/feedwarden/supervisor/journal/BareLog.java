package dev.feedwarden.supervisor.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The least that keeps ticks as the journal does: a queue, a thread that makes groups of what has come, and plain channels
 * for segments. A group is synced when it is full or its first tick has waited long enough. No promise beyond that is
 * kept, and nothing is encoded.
 */
final class BareLog implements Callable<Void> {

    private final Path folder;
    private final long syncNanos;
    private final long segmentBytes;
    private final long most;
    private final Queue<byte[]> queue = new ConcurrentLinkedQueue<>();
    private final ByteBuffer group = ByteBuffer.allocateDirect(SegmentLog.GROUP_BYTES + Frame.MOST_BYTES);
    private @Nullable FileChannel segment;
    private int segments;
    private volatile long synced;

    /** @param most how many ticks come */
    BareLog(Path folder, Duration sync, long segmentBytes, long most) {
        this.folder = folder;
        this.syncNanos = sync.toNanos();
        this.segmentBytes = segmentBytes;
        this.most = most;
    }

    void offer(byte[] frame) {
        queue.add(frame);
    }

    /** How many ticks a completed sync covers. */
    long synced() {
        return synced;
    }

    @Override
    public Void call() throws IOException {
        long taken = 0;
        long groupEnd = 0;
        while (taken < most) {
            byte[] frame = queue.poll();
            if (frame == null) {
                LockSupport.parkNanos(50_000);
            } else {
                if (group.position() == 0) {
                    groupEnd = System.nanoTime() + syncNanos;
                }
                group.put(frame);
                taken++;
            }
            boolean full = group.position() >= SegmentLog.GROUP_BYTES || taken == most;
            if (full || (group.position() > 0 && System.nanoTime() >= groupEnd)) {
                store();
                synced = taken;
            }
        }
        close();
        return null;
    }

    private void store() throws IOException {
        FileChannel to = segment;
        if (to == null || to.position() + group.position() > segmentBytes) {
            close();
            to = FileChannel.open(
                    folder.resolve(segments++ + ".bare"), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            segment = to;
        }
        group.flip();
        while (group.hasRemaining()) {
            to.write(group);
        }
        to.force(false);
        group.clear();
    }

    private void close() throws IOException {
        if (segment != null) {
            segment.close();
        }
    }
}
