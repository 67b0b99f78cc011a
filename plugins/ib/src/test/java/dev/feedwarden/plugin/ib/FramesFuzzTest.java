package dev.feedwarden.plugin.ib;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.vertx.core.buffer.Buffer;

/**
 * Whatever the gateway sends, in reads of any size: the stream is cut into the same frames, or is refused at the same place,
 * and never are more bytes held than twice a frame and a read, however many follow. The first byte of an input is the size
 * of its reads. Runs over the inputs in {@code FramesFuzzTestInputs}; with {@code JAZZER_FUZZ=1} in the environment it looks
 * for others.
 */
final class FramesFuzzTest {

    private static final int LENGTH_BYTES = 4;
    private static final int READ = 1 << 16;

    @FuzzTest(maxDuration = "1m")
    void takeAndNext_anyBytesInAnyReads_areCutAlike(byte[] bytes) {
        int size = bytes.length == 0 ? 1 : (bytes[0] & 0xff) + 1;
        Buffer stream = Buffer.buffer(bytes);
        assertThat(cut(stream, size)).isEqualTo(cut(stream, Math.max(1, stream.length())));
        int read = Math.max(READ, stream.length());
        assertThat(held(stream)).isLessThanOrEqualTo(2 * (LENGTH_BYTES + Frames.MOST_BYTES + read));
    }

    /** The most bytes that are held while much more follows, until something is refused. */
    private static int held(Buffer stream) {
        var frames = new Frames();
        int most = 0;
        Buffer more = Buffer.buffer(new byte[READ]);
        try {
            frames.take(stream);
            for (int follows = 0; follows < 4 * Frames.MOST_BYTES; follows += READ) {
                while (frames.next()) {
                    most = Math.max(most, frames.bytes().length);
                }
                frames.take(more);
                most = Math.max(most, frames.bytes().length);
            }
            return most;
        } catch (CodecException refused) {
            return most;
        }
    }

    /** The frames found, and at the end what was refused. */
    private static Buffer cut(Buffer stream, int size) {
        var frames = new Frames();
        Buffer found = Buffer.buffer();
        int taken = 0;
        try {
            for (int at = 0; at < stream.length(); at += size) {
                frames.take(stream.slice(at, Math.min(stream.length(), at + size)));
                while (frames.next()) {
                    Buffer frame = frames.copy();
                    taken += LENGTH_BYTES + frame.length();
                    assertThat(taken).isLessThanOrEqualTo(stream.length());
                    found.appendInt(frame.length()).appendBuffer(frame);
                }
            }
            return found;
        } catch (CodecException refused) {
            return found.appendString(refused.text());
        }
    }
}
