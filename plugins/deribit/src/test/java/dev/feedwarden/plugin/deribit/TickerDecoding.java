package dev.feedwarden.plugin.deribit;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import dev.feedwarden.api.tick.Quote;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Tickers a second on one core: from the frame to the quote, against the streaming parser alone on the same bytes. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class TickerDecoding {

    private static final String NAME = "ETH-25DEC26-4000-C";
    private static final long RECEIVED = 1_790_133_840_900_000L;

    private final JsonFactory factory = new JsonFactory();
    private final Buffer frame = Samples.notification("ticker." + NAME + ".100ms", Samples.ticker(NAME))
            .toBuffer();
    private final TickerReader reader = new TickerReader();

    /** Every token, and nothing made of it. */
    @Benchmark
    public int parserAlone() throws IOException {
        int tokens = 0;
        try (JsonParser parser = factory.createParser(frame.getBytes())) {
            while (parser.nextToken() != null) {
                tokens++;
            }
        }
        return tokens;
    }

    /** The whole way of a ticker within the plugin. */
    @Benchmark
    public Quote decoder() throws IOException {
        if (!reader.read(frame)) {
            throw new IllegalStateException("no ticker was read");
        }
        return reader.quote("deribit", NAME, RECEIVED);
    }
}
