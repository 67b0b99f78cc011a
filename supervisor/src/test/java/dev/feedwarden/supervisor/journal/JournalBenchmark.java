package dev.feedwarden.supervisor.journal;

import dev.feedwarden.api.tick.QuoteBuilder;
import dev.feedwarden.api.tick.Tick;
import dev.feedwarden.supervisor.SystemDisk;
import io.vertx.core.Promise;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * How many ticks a second the journal accepts, from the offer to the sync that covers the last one, next to a bare channel
 * that writes the same bytes and syncs as often, in the same run. Run by {@code mvn -q -Pbenchmark verify}.
 */
final class JournalBenchmark {

    private static final int TICKS = 1_000_000;
    private static final int ROUNDS = 5;

    /** So many may be offered and not accepted yet: fewer than the journal's queue holds. */
    private static final int AHEAD = 50_000;

    @TempDir
    private Path folder;

    private final Tick[] ticks = new Tick[1_000];
    private final Journals journals = new Journals();

    @Test
    void append_againstABareChannel() throws Exception {
        for (int i = 0; i < ticks.length; i++) {
            ticks[i] = quote(i);
        }
        ByteBuffer frame = ByteBuffer.allocate(Frame.MOST_BYTES);
        Frame.write(1, ticks[0], frame);
        say("journal append, %d ticks of %d bytes a round, median of %d rounds", TICKS, frame.position(), ROUNDS);
        compare("sync 100 ms", JournalOptions.USUAL_SYNC);
        compare("strict, sync 10 ms", JournalOptions.STRICT_SYNC);
        journals.close();
    }

    private void compare(String name, Duration sync) throws Exception {
        double[] bare = new double[ROUNDS];
        double[] journal = new double[ROUNDS];
        // The first round of each warms up and does not count.
        for (int round = -1; round < ROUNDS; round++) {
            Path at = folder.resolve(sync.toMillis() + "-" + round);
            double one = bare(at.resolveSibling(at.getFileName() + ".bare"), sync);
            double other = journal(at, sync);
            if (round >= 0) {
                bare[round] = one;
                journal[round] = other;
            }
        }
        say(
                "  %s: bare channel %,.0f ticks/s, journal %,.0f ticks/s, ratio %.2f",
                name, median(bare), median(journal), median(journal) / median(bare));
    }

    private double journal(Path at, Duration sync) throws Exception {
        JournalOptions usual = JournalOptions.in(at);
        JournalOptions options =
                new JournalOptions(at, sync, usual.segmentBytes(), usual.mostBytes(), 0, usual.queue());
        FileJournal journal = journals.open(new SystemDisk(), options);
        Promise<Void> all = Promise.promise();
        journal.listen(() -> {
            if (journal.accepted() == TICKS) {
                all.tryComplete();
            }
        });
        long start = System.nanoTime();
        for (int i = 0; i < TICKS; i++) {
            while (i - journal.accepted() >= AHEAD) {
                LockSupport.parkNanos(100_000);
            }
            if (!journal.offer(ticks[i % ticks.length])) {
                throw new IllegalStateException("refused: tick " + i);
            }
        }
        Journals.await(all.future());
        double rate = rate(start);
        Journals.await(journal.close());
        return rate;
    }

    /** The same bytes, encoded beforehand, written and synced whenever a group is full or its time has come. */
    private double bare(Path at, Duration sync) throws IOException {
        ByteBuffer group = ByteBuffer.allocateDirect(SegmentLog.GROUP_BYTES + Frame.MOST_BYTES);
        ByteBuffer[] frames = new ByteBuffer[ticks.length];
        for (int i = 0; i < frames.length; i++) {
            frames[i] = ByteBuffer.allocateDirect(Frame.MOST_BYTES);
            Frame.write(i, ticks[i], frames[i]);
            frames[i].flip();
        }
        try (FileChannel channel = FileChannel.open(at, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            long start = System.nanoTime();
            long groupEnd = start + sync.toNanos();
            for (int i = 0; i < TICKS; i++) {
                group.put(frames[i % frames.length].rewind());
                if (group.position() >= SegmentLog.GROUP_BYTES || System.nanoTime() >= groupEnd) {
                    store(group, channel);
                    groupEnd = System.nanoTime() + sync.toNanos();
                }
            }
            store(group, channel);
            return rate(start);
        }
    }

    private static void store(ByteBuffer group, FileChannel channel) throws IOException {
        group.flip();
        while (group.hasRemaining()) {
            channel.write(group);
        }
        channel.force(false);
        group.clear();
    }

    private static double rate(long start) {
        return TICKS / ((System.nanoTime() - start) / 1e9);
    }

    private static Tick quote(int number) {
        return new QuoteBuilder(
                        "deribit", "ETH-27MAR26-" + (2_000 + number) + "-C", number, 1_700_000_000_000_000L + number)
                .bid(0.0415 + number)
                .ask(0.0425)
                .bidSize(120)
                .askSize(80)
                .last(0.042)
                .mark(0.0421)
                .bidIv(60.1)
                .askIv(62.2)
                .markIv(61.5)
                .underlying(3_015.25)
                .index(3_014.9)
                .openInterest(1_250)
                .delta(0.51)
                .gamma(0.0004)
                .vega(3.2)
                .theta(-4.1)
                .rho(1.1)
                .build();
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    private static void say(String format, Object... values) {
        System.out.println(String.format(Locale.ROOT, format, values));
    }
}
