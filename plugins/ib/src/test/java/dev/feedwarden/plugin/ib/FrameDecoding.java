package dev.feedwarden.plugin.ib;

import dev.feedwarden.api.tick.Tick;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/** Messages a second on one core: from the bytes of a read to the tick, against a bare split of the same bytes. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class FrameDecoding {

    private static final int MESSAGES = 4;
    private static final long RECEIVED = 1_795_100_000_150_000L;

    private final Buffer read = Buffer.buffer()
            .appendBuffer(Wire.frame(1, 6, 9001, 1, "23199.25", 3, 1))
            .appendBuffer(Wire.frame(2, 6, 9001, 0, 4))
            .appendBuffer(Wire.frame(99, 9011, 1, 1755784806, "23199.25", 1, 0, "CME", ""))
            .appendBuffer(Wire.frame(99, 9013, 3, 1755784806, "23199.0", "23199.5", 3, 2, 0));
    private final Frames frames = new Frames();
    private final TextCodec codec = new TextCodec();
    private final Subscription subscription =
            new Subscription(new Contract(1, "CME", List.of(StreamKind.QUOTES)), StreamKind.QUOTES, 0);

    /** Every frame cut into its fields as texts, and nothing made of them. */
    @Benchmark
    @OperationsPerInvocation(MESSAGES)
    public void splitAlone(Blackhole hole) {
        byte[] bytes = read.getBytes();
        for (int at = 0; at < bytes.length; ) {
            int end = at + 4 + read.getInt(at);
            List<String> fields = new ArrayList<>();
            int from = at + 4;
            for (int i = from; i < end; i++) {
                if (bytes[i] == 0) {
                    fields.add(new String(bytes, from, i - from, StandardCharsets.UTF_8));
                    from = i + 1;
                }
            }
            hole.consume(fields);
            at = end;
        }
    }

    /** The whole way of a message within the plugin, to the tick. */
    @Benchmark
    @OperationsPerInvocation(MESSAGES)
    public void decoder(Blackhole hole) throws CodecException {
        var ticks = new Ticks(subscription, hole);
        frames.take(read);
        while (frames.next()) {
            codec.decode(frames.bytes(), frames.from(), frames.to(), ticks);
        }
    }

    /** Makes ticks as the protocol does. */
    private record Ticks(Subscription subscription, Blackhole hole) implements GatewayMessages {

        @Override
        public void tickPrice(int request, int type, double price, double size, int mask) {
            subscription.book().price(type, price, size);
            made(subscription.quote("ib", RECEIVED));
        }

        @Override
        public void tickSize(int request, int type, double size) {
            subscription.book().size(type, size);
            made(subscription.quote("ib", RECEIVED));
        }

        @Override
        public void trade(int request, long epochSeconds, double price, double size, int mask) {
            made(subscription.trade("ib", epochSeconds, RECEIVED, price, size));
        }

        @Override
        public void bidAsk(int request, long epochSeconds, double bid, double ask, double bidSize, double askSize) {
            made(subscription.quote("ib", epochSeconds, RECEIVED, bid, ask, bidSize, askSize));
        }

        private void made(Tick tick) {
            hole.consume(tick);
        }

        @Override
        public void nextValidId(long id) {}

        @Override
        public void managedAccounts(String accounts) {}

        @Override
        public void currentTime(long epochSeconds) {}

        @Override
        public void notice(int request, int code, String text) {}

        @Override
        public void tickGeneric(int request, int type, double value) {}

        @Override
        public void tickString(int request, int type, String text) {}

        @Override
        public void marketDataType(int request, int type) {}

        @Override
        public void tickParameters(int request) {}

        @Override
        public void contractData(int request, ContractData data) {}

        @Override
        public void contractDataEnd(int request) {}

        @Override
        public void skipped(int message) {}
    }
}
