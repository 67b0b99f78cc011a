package dev.feedwarden.supervisor.backup;

import dev.feedwarden.api.Secret;
import dev.feedwarden.supervisor.backup.Sealing.Position;
import java.io.IOException;
import java.io.OutputStream;

/** Encrypts what is written. Only what {@link #finish} has ended can be opened again. */
final class SealedOutput extends OutputStream {

    private final OutputStream to;
    private final Sealing sealing;
    private final byte[] chunk = new byte[Sealing.CHUNK];
    private int length;

    SealedOutput(OutputStream to, Secret passphrase) throws IOException {
        this.to = to;
        this.sealing = Sealing.fresh(passphrase);
        to.write(sealing.head());
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int count) throws IOException {
        int written = 0;
        while (written < count) {
            if (length == chunk.length) {
                emit(Position.FOLLOWED);
            }
            int more = Math.min(count - written, chunk.length - length);
            System.arraycopy(bytes, offset + written, chunk, length, more);
            length += more;
            written += more;
        }
    }

    /** Writes the last chunk. */
    void finish() throws IOException {
        emit(Position.LAST);
        to.flush();
    }

    private void emit(Position position) throws IOException {
        to.write(sealing.seal(chunk, length, position));
        length = 0;
    }
}
