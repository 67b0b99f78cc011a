package dev.feedwarden.plugin.bybit;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * Whatever the venue sends: it is a ticker, it is something else, or it is refused, and what was read before leaves no
 * trace. Runs over the inputs in {@code TickerReaderFuzzTestInputs}; with {@code JAZZER_FUZZ=1} in the environment it
 * looks for others.
 */
final class TickerReaderFuzzTest {

    private static final Buffer TICKER =
            Samples.message("snapshot", Samples.data(Samples.CALL)).toBuffer();

    private final TickerReader reader = new TickerReader();

    @FuzzTest(maxDuration = "1m")
    void read_anyBytes_isSettled(byte[] bytes) throws IOException {
        boolean refused = false;
        try {
            reader.read(Buffer.buffer(bytes));
        } catch (IOException e) {
            refused = true;
        }
        assertThat(refused && new String(bytes, StandardCharsets.UTF_8).equals(TICKER.toString()))
                .isFalse();
        assertThat(reader.read(TICKER)).isTrue();
        assertThat(reader.oddValues()).isZero();
    }
}
