package dev.feedwarden.plugin.postgres;

import dev.feedwarden.api.sink.Batch;
import dev.feedwarden.api.tick.QuoteBuilder;
import dev.feedwarden.api.tick.Trade;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.LongStream;

/** Ticks for tests. */
final class Ticks {

    static final String JOURNAL = "test-journal";

    private static final long MICROS = micros(Instant.parse("2026-01-02T03:04:05Z"));

    private Ticks() {}

    static long micros(Instant time) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, time);
    }

    /** Quotes of one instrument, all at the same time. */
    static Batch quotes(long first, long last) {
        return new Batch(
                JOURNAL,
                LongStream.rangeClosed(first, last)
                        .mapToObj(sequence -> quote(sequence, MICROS))
                        .toList());
    }

    static Batch batch(Batch.Row... rows) {
        return new Batch(JOURNAL, List.of(rows));
    }

    static Batch.Row quote(long sequence, long micros) {
        return new Batch.Row(
                sequence,
                new QuoteBuilder("deribit", "ETH-27NOV26-3000-C", micros, micros)
                        .bid(0.01 * sequence)
                        .build());
    }

    static Batch.Row named(long sequence, String instrument) {
        return new Batch.Row(sequence, new QuoteBuilder("deribit", instrument, MICROS, MICROS).build());
    }

    static Batch.Row trade(long sequence, long micros) {
        return new Batch.Row(
                sequence,
                new Trade("deribit", "ETH-27NOV26-3000-C", micros, micros, "t" + sequence, 0.05, 2, Trade.Side.BUY));
    }
}
