package dev.feedwarden.plugin.deribit;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.feedwarden.api.tick.Quote;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;

/**
 * Whatever the venue sends: it is a ticker, it is something else, or it is refused, and what was read before leaves no
 * trace. Runs over the inputs in {@code TickerReaderFuzzTestInputs}; with {@code JAZZER_FUZZ=1} in the environment it
 * looks for others.
 */
final class TickerReaderFuzzTest {

    private static final String NAME = "ETH-25DEC26-4000-C";
    private static final Buffer TICKER = Samples.notification("ticker." + NAME + ".100ms", Samples.ticker(NAME))
            .toBuffer();

    private final TickerReader reader = new TickerReader();

    @FuzzTest(maxDuration = "1m")
    void read_anyBytes_isSettled(byte[] bytes) throws IOException {
        try {
            if (reader.read(Buffer.buffer(bytes))) {
                Quote quote = reader.quote("deribit", reader.instrument(), 1);
                assertThat(quote.exchangeMicros()).isPositive();
            }
        } catch (IOException refused) {
            assertThat(refused.getMessage()).isNotBlank();
        }
        assertThat(reader.read(TICKER)).isTrue();
        assertThat(reader.instrument()).isEqualTo(NAME);
    }
}
