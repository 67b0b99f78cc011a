package dev.feedwarden.plugin.ib;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.vertx.core.buffer.Buffer;

/**
 * Whatever a frame holds: it is heard as one message, or it is refused in few words, and what was read before leaves no
 * trace. Runs over the inputs in {@code TextCodecFuzzTestInputs}; with {@code JAZZER_FUZZ=1} in the environment it looks
 * for others.
 */
final class TextCodecFuzzTest {

    private static final int MOST_WORDS = 200;
    private static final Buffer GOOD = Wire.frame(2, 6, 9001, 0, 4);

    private final TextCodec codec = new TextCodec();

    @FuzzTest(maxDuration = "1m")
    void decode_anyBytes_areHeardOrRefused(byte[] bytes) throws CodecException {
        var heard = new Heard();
        try {
            codec.decode(bytes, 0, bytes.length, heard);
            assertThat(heard.lines).hasSize(1);
        } catch (CodecException refused) {
            assertThat(refused.text()).isNotBlank().hasSizeLessThan(MOST_WORDS);
            assertThat(heard.lines).isEmpty();
        }
        var next = new Heard();
        codec.decode(GOOD.getBytes(), 4, GOOD.length(), next);
        assertThat(next.lines).containsExactly("tickSize 9001 0 4.0");
    }

    @FuzzTest(maxDuration = "1m")
    void version_anyBytes_isOneOrNone(byte[] bytes) {
        ServerVersion version = codec.version(bytes, 0, bytes.length);
        if (version != null) {
            assertThat(version.number()).matches(number -> number >= 100 || number == ServerVersion.REDIRECT);
        }
    }
}
