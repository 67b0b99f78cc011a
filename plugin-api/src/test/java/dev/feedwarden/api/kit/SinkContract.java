package dev.feedwarden.api.kit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.feedwarden.api.Provider;
import dev.feedwarden.api.sink.Batch;
import dev.feedwarden.api.sink.Sink;
import dev.feedwarden.api.tick.QuoteBuilder;
import dev.feedwarden.api.tick.Tick;
import dev.feedwarden.api.tick.Trade;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What every sink keeps: a tick is stored once, however often and however cut it is written. */
public abstract class SinkContract extends ProviderContract<Sink> {

    private static final String JOURNAL = "kit-journal";

    @Override
    protected abstract Provider<? super TestContext, Sink> provider();

    /** The sequences that are stored, in the order in which a reader meets them. */
    protected abstract List<Long> stored() throws Exception;

    @Test
    final void write_completes_onceTheTicksAreThere() throws Exception {
        Sink sink = create();
        write(sink, 1, 3);

        assertThat(stored()).containsExactly(1L, 2L, 3L);
        close(sink);
    }

    @Test
    final void write_sameBatchAgain_storesItOnce() throws Exception {
        Sink sink = create();
        write(sink, 1, 3);
        write(sink, 1, 3);

        assertThat(stored()).containsExactly(1L, 2L, 3L);
        close(sink);
    }

    @Test
    final void write_sameTicksCutOtherwise_storesEachOnce() throws Exception {
        Sink sink = create();
        write(sink, 1, 4);
        write(sink, 3, 6);

        assertThat(stored()).containsExactly(1L, 2L, 3L, 4L, 5L, 6L);
        close(sink);
    }

    @Test
    final void write_againAfterARestart_storesEachOnce() throws Exception {
        Sink sink = create();
        write(sink, 1, 4);
        close(sink);
        Sink next = create();
        write(next, 2, 5);
        close(next);

        assertThat(stored()).containsExactly(1L, 2L, 3L, 4L, 5L);
    }

    @Test
    final void write_withSequencesMissing_storesWhatItWasGiven() throws Exception {
        Sink sink = create();
        var rows = LongStream.of(2, 5, 9).mapToObj(SinkContract::row).toList();
        context().onLoop(() -> sink.write(new Batch(JOURNAL, rows)));

        assertThat(stored()).containsExactly(2L, 5L, 9L);
        close(sink);
    }

    private void write(Sink sink, long first, long last) throws Exception {
        var rows =
                LongStream.rangeClosed(first, last).mapToObj(SinkContract::row).toList();
        context().onLoop(() -> sink.write(new Batch(JOURNAL, rows)));
    }

    /** The same tick for the same sequence: quotes, some with fields absent, and trades. */
    private static Batch.Row row(long sequence) {
        long micros = 1_767_323_045_000_000L + sequence * 1_000;
        Tick tick = sequence % 3 == 0
                ? new Trade("kit-feed", "ETH-1", micros, micros + 5, "t" + sequence, 0.05, 2, Trade.Side.BUY)
                : new QuoteBuilder("kit-feed", "ETH-" + sequence % 2, micros, micros + 5)
                        .bid(0.01 * (double) sequence)
                        .bidSize((double) sequence)
                        .build();
        return new Batch.Row(sequence, tick);
    }
}
