package dev.feedwarden.plugin.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.feedwarden.api.Settings;
import dev.feedwarden.api.kit.FaultyDisk;
import dev.feedwarden.api.kit.ManualTimers;
import dev.feedwarden.api.kit.TestContext;
import dev.feedwarden.api.sink.Batch;
import dev.feedwarden.api.sink.Sink;
import dev.feedwarden.api.tick.Quote;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.io.StringReader;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.copy.CopyManager;
import org.postgresql.core.BaseConnection;

/**
 * Rows a second of the sink, as many batches in flight as it declares, against those of COPY, the fastest way into
 * PostgreSQL: the same rows, 1,000 a commit, into a table made by the same script. The server syncs every commit.
 */
final class InsertBenchmark {

    private static final int BATCH = 1_000;
    private static final int ROUNDS = 5;
    private static final long ROUND_NANOS = Duration.ofSeconds(3).toNanos();
    private static final String JOURNAL = "3f0c9a52-6f5e-4a53-9c0e-2f4f1c7a9b10";
    private static final long MICROS = Ticks.micros(Instant.parse("2026-01-02T03:04:05Z"));

    @TempDir
    private Path folder;

    private final List<Quote> quotes = quotes();
    private long sequence;

    @Test
    void insert_againstCopy() throws Exception {
        Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1).setWorkerPoolSize(1));
        var context = new TestContext(
                "db", vertx, new ManualTimers(Instant.parse("2026-01-02T03:04:05Z")), new FaultyDisk(), folder);
        try (Server server = Server.start("shared_buffers = 256MB", "max_wal_size = 4GB");
                Connection connection = server.connect()) {
            connection.setAutoCommit(true);
            CopyManager copy = connection.unwrap(BaseConnection.class).getCopyAPI();
            Sink sink = sink(context, server, "quotes");
            Sink copied = sink(context, server, "copied");
            context.onLoop(() -> sink.write(batch()));
            context.onLoop(() -> copied.write(batch()));
            List<Double> inserts = new ArrayList<>();
            List<Double> copies = new ArrayList<>();
            // The first round of each warms up.
            for (int round = 0; round <= ROUNDS; round++) {
                server.execute("TRUNCATE quotes, copied; CHECKPOINT");
                inserts.add(insert(context, sink));
                server.execute("TRUNCATE quotes; CHECKPOINT");
                copies.add(copy(copy));
            }
            double insert = median(inserts);
            double limit = median(copies);
            System.out.printf(
                    "PostgreSQL, rows of 23 columns with a primary key and an index, 1,000 a commit, fsync on:%n"
                            + "  sink, %d batches in flight: %,.0f rows/s%n  COPY through pgjdbc: %,.0f rows/s%n"
                            + "  ratio: %.2f%n",
                    sink.inFlight(), insert, limit, insert / limit);
            assertThat(insert / limit).isGreaterThanOrEqualTo(0.9);
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().get();
        }
    }

    private static Sink sink(TestContext context, Server server, String table) throws Exception {
        var provider = new PostgresSinkProvider();
        var settings = Settings.of("sinks.db", Map.of("uri", server.uri(), "table", table))
                .withDefaults(provider.settings());
        return context.getOnLoop(() -> provider.create(settings, context));
    }

    private double insert(TestContext context, Sink sink) throws Exception {
        long began = System.nanoTime();
        long before = sequence;
        context.onLoop(() -> {
            Promise<Void> ended = Promise.promise();
            int[] running = {sink.inFlight()};
            for (int at = 0; at < sink.inFlight(); at++) {
                next(sink, began + ROUND_NANOS, running, ended);
            }
            return ended.future();
        });
        return rate(before, began);
    }

    private void next(Sink sink, long until, int[] running, Promise<Void> ended) {
        sink.write(batch()).onFailure(ended::tryFail).onSuccess(stored -> {
            if (System.nanoTime() < until) {
                next(sink, until, running, ended);
            } else if (--running[0] == 0) {
                ended.complete();
            }
        });
    }

    private double copy(CopyManager copy) throws Exception {
        List<String> tails = quotes.stream().map(InsertBenchmark::tail).toList();
        long began = System.nanoTime();
        long before = sequence;
        StringBuilder rows = new StringBuilder();
        while (System.nanoTime() - began < ROUND_NANOS) {
            rows.setLength(0);
            for (int at = 0; at < BATCH; at++) {
                rows.append(JOURNAL).append('\t').append(++sequence).append(tails.get(at));
            }
            copy.copyIn("COPY copied FROM STDIN", new StringReader(rows.toString()));
        }
        return rate(before, began);
    }

    private double rate(long before, long began) {
        return (sequence - before) / ((System.nanoTime() - began) / 1e9);
    }

    private Batch batch() {
        long first = sequence + 1;
        sequence += BATCH;
        return new Batch(
                JOURNAL,
                LongStream.rangeClosed(first, sequence)
                        .mapToObj(number -> new Batch.Row(number, quotes.get((int) (number - first))))
                        .toList());
    }

    private static String tail(Quote quote) {
        StringBuilder tail = new StringBuilder()
                .append('\t')
                .append(quote.feed())
                .append('\t')
                .append(quote.instrument())
                .append('\t')
                .append(Instant.EPOCH.plusNanos(quote.exchangeMicros() * 1_000))
                .append('\t')
                .append(Instant.EPOCH.plusNanos(quote.receivedMicros() * 1_000));
        for (double value : new double[] {
            quote.bid(),
            quote.ask(),
            quote.bidSize(),
            quote.askSize(),
            quote.last(),
            quote.mark(),
            quote.bidIv(),
            quote.askIv(),
            quote.markIv(),
            quote.underlying(),
            quote.index(),
            quote.openInterest(),
            quote.delta(),
            quote.gamma(),
            quote.vega(),
            quote.theta(),
            quote.rho()
        }) {
            tail.append('\t').append(value);
        }
        return tail.append('\n').toString();
    }

    private static List<Quote> quotes() {
        SplittableRandom random = new SplittableRandom(1);
        List<Quote> quotes = new ArrayList<>();
        for (int at = 0; at < BATCH; at++) {
            double[] v = random.doubles(17, 0, 5_000)
                    .map(value -> Math.round(value * 10_000) / 10_000.0)
                    .toArray();
            long micros = MICROS + at * 1_000L;
            quotes.add(new Quote(
                    "deribit",
                    "ETH-27NOV26-" + 100 * (at % 50) + "-C",
                    micros,
                    micros + 300,
                    v[0],
                    v[1],
                    v[2],
                    v[3],
                    v[4],
                    v[5],
                    v[6],
                    v[7],
                    v[8],
                    v[9],
                    v[10],
                    v[11],
                    v[12],
                    v[13],
                    v[14],
                    v[15],
                    v[16]));
        }
        return quotes;
    }

    /** Without the first, which warmed up. */
    private static double median(List<Double> rates) {
        return rates.stream().skip(1).sorted().skip(ROUNDS / 2).findFirst().orElseThrow();
    }
}
