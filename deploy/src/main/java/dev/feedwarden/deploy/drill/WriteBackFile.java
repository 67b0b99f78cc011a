package dev.feedwarden.deploy.drill;

import dev.feedwarden.api.Disk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.TreeMap;

/** A file whose writes wait in pages in memory until they are synced. Safe for use by several threads. */
final class WriteBackFile {

    private static final int PAGE = 4096;

    private final Disk.File file;
    private final TreeMap<Long, byte[]> dirty = new TreeMap<>();
    private long size;
    private long leastSize;

    /** @param file what is synced goes there */
    WriteBackFile(Disk.File file) throws IOException {
        this.file = file;
        size = file.size();
        leastSize = size;
    }

    /** A handle on it. Closing the handle syncs nothing, so the file stays open beneath. */
    Disk.File opened() {
        return new Handle();
    }

    /** Nobody will open it again. */
    synchronized void abandon() throws IOException {
        dirty.clear();
        file.close();
    }

    private synchronized int read(ByteBuffer into, long position) throws IOException {
        if (position >= size) {
            return -1;
        }
        int page = (int) (position % PAGE);
        int length = (int) Math.min(Math.min(into.remaining(), size - position), PAGE - page);
        into.put(page(position / PAGE), page, length);
        return length;
    }

    private synchronized void write(ByteBuffer from, long position) throws IOException {
        long at = position;
        while (from.hasRemaining()) {
            int page = (int) (at % PAGE);
            int length = Math.min(from.remaining(), PAGE - page);
            byte[] bytes = page(at / PAGE);
            from.get(bytes, page, length);
            dirty.put(at / PAGE, bytes);
            at += length;
        }
        size = Math.max(size, at);
    }

    private synchronized void truncate(long to) throws IOException {
        if (to >= size) {
            return;
        }
        dirty.tailMap((to + PAGE - 1) / PAGE).clear();
        if (to % PAGE > 0) {
            byte[] last = page(to / PAGE);
            Arrays.fill(last, (int) (to % PAGE), PAGE, (byte) 0);
            dirty.put(to / PAGE, last);
        }
        size = to;
        leastSize = Math.min(leastSize, to);
    }

    private synchronized void sync() throws IOException {
        if (leastSize < file.size()) {
            file.truncate(leastSize);
        }
        for (var page : dirty.entrySet()) {
            long start = page.getKey() * PAGE;
            file.write(ByteBuffer.wrap(page.getValue(), 0, (int) Math.min(PAGE, size - start)), start);
        }
        file.sync();
        dirty.clear();
        leastSize = size;
    }

    /** A page as a reader sees it: the one that waits, or a copy of the one that is synced, zeros beyond its end. */
    private byte[] page(long number) throws IOException {
        byte[] waiting = dirty.get(number);
        if (waiting != null) {
            return waiting;
        }
        byte[] bytes = new byte[PAGE];
        long end = Math.min(leastSize, (number + 1) * PAGE);
        ByteBuffer into = ByteBuffer.wrap(bytes);
        into.limit((int) Math.max(0, end - number * PAGE));
        while (into.hasRemaining()) {
            if (file.read(into, number * PAGE + into.position()) < 0) {
                break;
            }
        }
        return bytes;
    }

    private final class Handle implements Disk.File {
        @Override
        public long size() {
            synchronized (WriteBackFile.this) {
                return size;
            }
        }

        @Override
        public int read(ByteBuffer into, long position) throws IOException {
            return WriteBackFile.this.read(into, position);
        }

        @Override
        public void write(ByteBuffer from, long position) throws IOException {
            WriteBackFile.this.write(from, position);
        }

        @Override
        public void truncate(long to) throws IOException {
            WriteBackFile.this.truncate(to);
        }

        @Override
        public void sync() throws IOException {
            WriteBackFile.this.sync();
        }

        @Override
        public void close() {}
    }
}
