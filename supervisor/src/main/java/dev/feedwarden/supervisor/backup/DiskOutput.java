package dev.feedwarden.supervisor.backup;

import dev.feedwarden.api.Disk;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Objects;

/** Writes a file anew from its beginning, as long as enough of the disk stays free for everybody else. */
final class DiskOutput extends OutputStream {

    /** How often it is looked how much is free. */
    private static final int LOOK_BYTES = 1 << 20;

    private final Disk disk;
    private final Path folder;
    private final long reserve;
    private final Disk.File file;
    private final ByteBuffer buffer = ByteBuffer.allocate(64 * 1024);
    private long size;
    private long looked = Long.MIN_VALUE;

    /** @param reserve bytes that must stay free */
    DiskOutput(Disk disk, Path path, long reserve) throws IOException {
        this.disk = disk;
        this.folder = Objects.requireNonNull(path.toAbsolutePath().getParent(), "a file has a folder");
        this.reserve = reserve;
        this.file = disk.open(path);
        file.truncate(0);
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int count) throws IOException {
        int written = 0;
        while (written < count) {
            int more = Math.min(count - written, buffer.remaining());
            buffer.put(bytes, offset + written, more);
            written += more;
            if (!buffer.hasRemaining()) {
                empty();
            }
        }
    }

    /** Returns once everything is durable. */
    void sync() throws IOException {
        empty();
        file.sync();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }

    private void empty() throws IOException {
        buffer.flip();
        if (size - LOOK_BYTES >= looked) {
            looked = size;
            long free = disk.usableBytes(folder) - LOOK_BYTES;
            if (free < reserve) {
                throw new IOException(
                        "disk of " + folder + ": expected " + reserve + " bytes to stay free, found " + free);
            }
        }
        int length = buffer.remaining();
        file.write(buffer, size);
        size += length;
        buffer.clear();
    }
}
