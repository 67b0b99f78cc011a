package dev.feedwarden.supervisor.journal;

import dev.feedwarden.api.Disk;
import dev.feedwarden.api.Timers;
import dev.feedwarden.api.sink.Batch;
import dev.feedwarden.api.tick.Tick;
import dev.feedwarden.supervisor.metrics.Meter;
import dev.feedwarden.supervisor.metrics.Meters;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.function.ToDoubleBiFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How complete each feed was on each of the latest {@value Tally#MOST_DAYS} UTC days: ticks accepted, stored and set
 * aside, gaps, and the percentage, which is the share of the feed's watched time of that day that lies in no gap.
 *
 * <p>What is accepted is counted here and written down every 5 s, and when a segment waits for it, with the sequence up to
 * which it is counted; the journal keeps its records until then, so that after a crash the rest is counted from them. What
 * a sink has stored is written down with its cursor. Both are therefore exact whatever process dies. What cannot be read
 * any more, a file of these or a record, makes counts too low, and so do feeds beyond {@value Tally#MOST_FEEDS}: such days
 * say that they are not exact. Of gaps a crash takes the last 5 s at most.
 *
 * <p>Safe from any thread. The lock that feeds take is held for memory alone, never over the disk.
 */
public final class Completeness implements GapRecorder {

    private static final Logger LOG = LoggerFactory.getLogger(Completeness.class);
    static final String FILE = "completeness";
    private static final String CURSORS = "cursors";
    private static final int READ_AT_ONCE = 1_000;
    private static final int SHOWN_GAPS = 20;
    private static final long SAVING_NANOS = Duration.ofSeconds(5).toNanos();

    private final Disk disk;
    private final Path file;
    private final Timers timers;
    private final Meters meters;
    private final Duration sync;
    private final Supplier<Map<String, SinkTally>> sinks;
    private final DayBook book;
    private final boolean found;
    private volatile long covered;
    private long savedNanos;

    private Completeness(
            JournalOptions options,
            Disk disk,
            Timers timers,
            Meters meters,
            Supplier<Map<String, SinkTally>> sinks,
            @Nullable DayBook kept) {
        this.disk = disk;
        this.file = options.folder().resolve(FILE);
        this.timers = timers;
        this.meters = meters;
        this.sync = options.sync();
        this.savedNanos = timers.nanoTime() - SAVING_NANOS;
        this.sinks = sinks;
        this.found = kept != null;
        this.book = kept == null ? new DayBook() : kept;
    }

    /** Reads what is written down. */
    static Completeness open(
            JournalOptions options, Disk disk, Timers timers, Meters meters, Supplier<Map<String, SinkTally>> sinks)
            throws IOException {
        DayBook kept = read(disk, options.folder().resolve(FILE));
        Completeness opened = new Completeness(options, disk, timers, meters, sinks, kept);
        meters.gauge(Meter.COMPLETENESS_FEEDS, opened::size);
        return opened;
    }

    /**
     * What a journal's folder says, whether or not a process is writing it. Changes nothing, and blocks.
     *
     * @param now gaps that go on last until then
     */
    public static List<DayReport> kept(Disk disk, Path folder, Instant now) throws IOException {
        DayBook book = read(disk, folder.resolve(FILE));
        if (book == null) {
            return List.of();
        }
        book.read(now);
        Cursors.Kept cursors = Cursors.kept(disk, folder.resolve(CURSORS));
        if (cursors.damaged()) {
            book.low(now);
        }
        return book.report(Long.MIN_VALUE, Long.MAX_VALUE, cursors.tallies());
    }

    /**
     * Counts what the journal holds beyond what was counted before. Blocks.
     *
     * @param tooLow whether counts of what is stored were lost
     * @param readers makes a reader that begins after a sequence and tells of what it cannot read
     */
    synchronized void recount(SegmentLog log, Readers readers, boolean tooLow) throws IOException {
        Instant now = timers.now();
        boolean all = book.begin(log.id().toString(), log.start(), log.accepted());
        try (SegmentReader reader = readers.after(book.counted(), (first, last) -> book.low(now))) {
            while (book.counted() < log.accepted()) {
                SegmentReader.Slice slice = reader.read(READ_AT_ONCE, feed -> true);
                boolean ended = slice.upTo() == book.counted();
                book.recounted(
                        slice.rows().stream().map(Batch.Row::tick).toList(), ended ? log.accepted() : slice.upTo());
            }
        }
        if (!all || (!found && log.accepted() > 0)) {
            LOG.warn("completeness is counted from the records that are kept, and so too low from={}", log.start());
            book.low(now);
        }
        if (tooLow) {
            // Written down before the cursor's file is replaced by one that can be read.
            book.low(now);
            save();
        }
    }

    /**
     * Begins to watch the feeds, once, before any of them runs. Gaps of other feeds are not taken down.
     *
     * @param feeds the ids of all feeds that are configured
     */
    public synchronized void watch(Set<String> feeds) {
        book.watch(new TreeSet<>(feeds), timers.now());
        feeds.forEach(feed -> {
            meters.gauge(Meter.FEED_COMPLETENESS, () -> share(feed), feed);
            meters.gauge(Meter.COMPLETENESS_ACCEPTED, () -> accepted(feed), feed);
            meters.gauge(Meter.COMPLETENESS_GAP, () -> missing(feed), feed);
        });
    }

    /** Shows what each sink has stored of each feed today, once. */
    public void show(Set<String> feeds, Set<String> sinks) {
        for (String feed : feeds) {
            for (String sink : sinks) {
                meters.gauge(Meter.COMPLETENESS_STORED, () -> stored(feed, sink), feed, sink);
            }
        }
    }

    @Override
    public synchronized void opened(String feed, int connection, Instant from, GapReason reason) {
        WatchedFeed known = book.feed(feed);
        if (known != null && known.open(connection, from, reason)) {
            LOG.warn("gap begun feed={} connection={} from={} reason={}", feed, connection, from, reason.word());
            count(feed, reason.word());
        }
    }

    @Override
    public synchronized void closed(String feed, int connection, Instant to) {
        WatchedFeed known = book.feed(feed);
        Gap ended = known == null ? null : known.close(connection, to);
        if (ended != null) {
            LOG.info("gap ended feed={} connection={} {}", feed, connection, ended.json());
        }
    }

    @Override
    public synchronized void reported(String feed, Instant from, Instant to) {
        missed(feed, new Gap(from, to, GapReason.REPORTED.word(), 0));
    }

    /** The journal did not take a tick. */
    synchronized void refused(String feed, Refusal reason) {
        Instant now = timers.now();
        missed(feed, new Gap(now, now, reason.word(), 1));
    }

    /** Counts ticks that have been accepted just now. */
    synchronized void accepted(List<Tick> ticks, long upTo) {
        book.accepted(ticks, upTo);
    }

    /** The sequence up to which the count of what is accepted is written down. */
    long covered() {
        return covered;
    }

    /** Writes everything down if the last time was 5 s ago. Blocks; one call at a time. */
    void saveSometimes() throws IOException {
        if (timers.nanoTime() - savedNanos >= SAVING_NANOS) {
            save();
        }
    }

    /** Writes everything down. Blocks; one call at a time. */
    void save() throws IOException {
        savedNanos = timers.nanoTime();
        DayBook copy;
        synchronized (this) {
            Instant now = timers.now();
            book.touch(now, now.minus(sync));
            copy = book.copy();
        }
        SealedFile.write(disk, file, copy.json().encode());
        covered = copy.counted();
    }

    /** Today and yesterday of each feed, of each day the latest {@value #SHOWN_GAPS} gaps. */
    public List<DayReport> recent() {
        long today = Day.of(timers.now());
        return report(today - 1, today).stream()
                .map(day -> day.latest(SHOWN_GAPS))
                .toList();
    }

    /** All days that are kept. */
    public List<DayReport> all() {
        return report(Long.MIN_VALUE, Long.MAX_VALUE);
    }

    private synchronized List<DayReport> report(long first, long last) {
        Instant now = timers.now();
        book.touch(now, now.minus(sync));
        return book.report(first, last, sinks.get());
    }

    private double share(String feed) {
        return today(feed, (day, open) -> day.percent(open) / 100);
    }

    private double missing(String feed) {
        return today(feed, (day, open) -> day.missing(open).toMillis() / 1e3);
    }

    private synchronized double today(String feed, ToDoubleBiFunction<Day, List<Gap>> value) {
        Instant now = timers.now();
        WatchedFeed known = book.feed(feed);
        if (known == null) {
            return Double.NaN;
        }
        known.touch(now);
        Day today = known.days().get(Day.of(now));
        return today == null ? Double.NaN : value.applyAsDouble(today, known.open());
    }

    private synchronized double accepted(String feed) {
        return book.accepted(feed, Day.of(timers.now()));
    }

    private double stored(String feed, String sink) {
        return sinks.get().getOrDefault(sink, SinkTally.NONE).stored().of(feed, Day.of(timers.now()));
    }

    private synchronized int size() {
        return book.size();
    }

    private void missed(String feed, Gap gap) {
        WatchedFeed known = book.feed(feed);
        if (known != null && known.extend(gap)) {
            count(feed, gap.reason());
        }
    }

    private void count(String feed, String reason) {
        meters.counter(Meter.FEED_GAPS, feed, reason).increment();
    }

    private static @Nullable DayBook read(Disk disk, Path file) throws IOException {
        if (!disk.exists(file)) {
            return null;
        }
        String text = SealedFile.read(disk, file);
        if (text == null) {
            LOG.error("completeness cannot be read, its days begin anew file={}", file);
            return null;
        }
        return new DayBook(new JsonObject(text));
    }

    /** Makes readers of the journal. */
    interface Readers {
        SegmentReader after(long sequence, SegmentReader.Damage damage);
    }
}
