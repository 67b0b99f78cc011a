package dev.feedwarden.supervisor.backup;

import dev.feedwarden.api.Disk;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;

/** Reads so many bytes from a file's beginning, though the file may go on. */
final class DiskInput extends InputStream {

    private final Disk.File file;
    private final long size;
    private long position;

    DiskInput(Disk.File file, long size) {
        this.file = file;
        this.size = size;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int most) throws IOException {
        if (position >= size) {
            return -1;
        }
        int count = file.read(ByteBuffer.wrap(into, offset, (int) Math.min(most, size - position)), position);
        if (count < 0) {
            throw new EOFException("expected " + size + " bytes, found " + position);
        }
        position += count;
        return count;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
