package dev.feedwarden.api.kit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.feedwarden.api.Provider;
import dev.feedwarden.api.sink.Batch;
import dev.feedwarden.api.sink.LatestQuotes;
import dev.feedwarden.api.sink.Sink;
import dev.feedwarden.api.tick.Quote;
import dev.feedwarden.api.tick.QuoteBuilder;
import dev.feedwarden.api.tick.Tick;
import dev.feedwarden.api.tick.Trade;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * What a sink keeps that stores the latest quote of each option only, and so cannot give every tick back: the newest is
 * there, a tick counts once however often and however cut it is written, and no repetition brings an older one back.
 */
public abstract class LatestSinkContract extends ProviderContract<Sink> {

    private static final String JOURNAL = "kit-journal";
    private static final List<String> OPTIONS = List.of("ETH-27NOV26-3000-C", "ETH-27NOV26-3000-P");

    @Override
    protected abstract Provider<? super TestContext, Sink> provider();

    /** How many ticks the store says that it was given. */
    protected abstract long counted() throws Exception;

    @Test
    final void write_completes_onceTheNewestAreThere() throws Exception {
        Sink sink = create();
        write(sink, 1, 5);

        assertNewest(sink, 5, 4);
        assertThat(counted()).isEqualTo(5);
        close(sink);
    }

    @Test
    final void write_sameBatchAgain_changesNothing() throws Exception {
        Sink sink = create();
        write(sink, 1, 5);
        write(sink, 1, 5);

        assertNewest(sink, 5, 4);
        assertThat(counted()).isEqualTo(5);
        close(sink);
    }

    @Test
    final void write_sameTicksCutOtherwise_countsEachOnce() throws Exception {
        Sink sink = create();
        write(sink, 1, 5);
        write(sink, 4, 8);

        assertNewest(sink, 7, 8);
        assertThat(counted()).isEqualTo(8);
        close(sink);
    }

    @Test
    final void write_olderTicksAgainAfterARestart_leavesTheNewest() throws Exception {
        Sink sink = create();
        write(sink, 1, 8);
        close(sink);
        Sink next = create();
        write(next, 1, 4);

        assertNewest(next, 7, 8);
        assertThat(counted()).isEqualTo(8);
        close(next);
    }

    @Test
    final void write_ticksOfANewJournal_replacesThoseOfTheOldOne() throws Exception {
        Sink sink = create();
        write(sink, 1, 8);
        var row = new Batch.Row(1, row(10).tick());
        context().onLoop(() -> sink.write(new Batch("another-journal", List.of(row))));

        assertNewest(sink, 7, 10);
        assertThat(counted()).isEqualTo(9);
        close(sink);
    }

    private void write(Sink sink, long first, long last) throws Exception {
        var rows = LongStream.rangeClosed(first, last)
                .mapToObj(LatestSinkContract::row)
                .toList();
        context().onLoop(() -> sink.write(new Batch(JOURNAL, rows)));
    }

    private void assertNewest(Sink sink, long... sequences) throws Exception {
        assertThat(sink).isInstanceOf(LatestQuotes.class);
        List<Quote> quotes = context().onLoop(() -> ((LatestQuotes) sink).latest("ETH"));
        assertThat(quotes)
                .containsExactlyInAnyOrderElementsOf(LongStream.of(sequences)
                        .mapToObj(sequence -> (Quote) row(sequence).tick())
                        .toList());
        assertThat(context().onLoop(() -> ((LatestQuotes) sink).latest("BTC"))).isEmpty();
    }

    /** The same tick for the same sequence: quotes of two options, some with fields absent, and every third a trade. */
    private static Batch.Row row(long sequence) {
        long micros = 1_767_323_045_000_000L + sequence * 1_000;
        String option = OPTIONS.get((int) (sequence % 2));
        Tick tick = sequence % 3 == 0
                ? new Trade("kit-feed", option, micros, micros + 5, "t" + sequence, 0.05, 2, Trade.Side.BUY)
                : new QuoteBuilder("kit-feed", option, micros, micros + 5)
                        .bid(sequence % 4 == 0 ? Double.NaN : 0.01 * (double) sequence)
                        .ask(0.1 + (double) sequence / 3)
                        .build();
        return new Batch.Row(sequence, tick);
    }
}
