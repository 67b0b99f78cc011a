package dev.feedwarden.supervisor.backup;

import dev.feedwarden.api.Secret;
import dev.feedwarden.supervisor.backup.Sealing.Position;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;

/** Decrypts what {@link SealedOutput} has written. Gives out only what was checked. */
final class SealedInput extends InputStream {

    private final PushbackInputStream from;
    private final Sealing sealing;
    private byte[] chunk = new byte[0];
    private int position;
    private boolean ended;

    /** @throws IOException if it does not begin as an encrypted file does */
    SealedInput(InputStream from, Secret passphrase) throws IOException {
        this.from = new PushbackInputStream(from, 1);
        this.sealing = Sealing.of(from.readNBytes(Sealing.HEAD), passphrase);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int most) throws IOException {
        while (position == chunk.length) {
            if (ended) {
                return -1;
            }
            next();
        }
        int count = Math.min(most, chunk.length - position);
        System.arraycopy(chunk, position, into, offset, count);
        position += count;
        return count;
    }

    @Override
    public void close() throws IOException {
        from.close();
    }

    private void next() throws IOException {
        byte[] sealed = from.readNBytes(Sealing.CHUNK + Sealing.TAG);
        int following = from.read();
        ended = following < 0;
        if (!ended) {
            from.unread(following);
        }
        if (sealed.length < Sealing.TAG) {
            throw new EOFException(
                    "it was cut off: expected a chunk of " + Sealing.TAG + " bytes or more, found " + sealed.length);
        }
        chunk = sealing.open(sealed, sealed.length, ended ? Position.LAST : Position.FOLLOWED);
        position = 0;
    }
}
