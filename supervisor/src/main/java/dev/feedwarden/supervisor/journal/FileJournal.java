package dev.feedwarden.supervisor.journal;

import dev.feedwarden.api.Disk;
import dev.feedwarden.api.JournalPosition;
import dev.feedwarden.api.Timers;
import dev.feedwarden.api.event.Event;
import dev.feedwarden.api.event.FaultKind;
import dev.feedwarden.api.tick.Tick;
import dev.feedwarden.supervisor.metrics.Meter;
import dev.feedwarden.supervisor.metrics.Meters;
import io.micrometer.core.instrument.Counter;
import io.vertx.core.Context;
import io.vertx.core.Future;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The journal as files of its own, written by a thread of its own: see {@link SegmentLog} for how and why. Ticks wait in
 * a bounded queue; the thread makes a group of what has come and syncs it when the first of the group has waited long
 * enough or 1 MiB has come together.
 *
 * <p>When no more can be made durable, whether the disk is full or broken, nothing more is taken, what waits is kept in
 * memory, and writing is tried again every second. Nothing that was accepted is overwritten, or deleted before every
 * configured sink has stored it.
 */
public final class FileJournal implements Journal {

    private static final Logger LOG = LoggerFactory.getLogger(FileJournal.class);
    private static final String SUBJECT = "journal";

    /** Those that are replaced as a whole have another name while they are written. */
    private static final Pattern FILES = Pattern.compile(".+\\.cursor|.+\\.jsonl|.+\\.segment|" + Completeness.FILE);

    private final JournalOptions options;
    private final Disk disk;
    private final Timers timers;
    private final Meters meters;
    private final SegmentLog log;
    private final Cursors cursors;
    private final GapLog gaps;
    private final Completeness completeness;
    private final JournalThread thread;
    private final Waits waits = new Waits();
    private final Blocking blocking = new Blocking("journal-reader");
    private final LongAdder refused = new LongAdder();
    private final AtomicInteger holds = new AtomicInteger();
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private final List<Consumer<List<Tick>>> observers = new CopyOnWriteArrayList<>();
    private final Counter accepted;

    private FileJournal(
            JournalOptions options,
            Disk disk,
            Timers timers,
            Meters meters,
            Consumer<Event> facts,
            SegmentLog log,
            Cursors cursors,
            Completeness completeness) {
        this.options = options;
        this.disk = disk;
        this.timers = timers;
        this.meters = meters;
        this.log = log;
        this.cursors = cursors;
        this.completeness = completeness;
        this.accepted = meters.counter(Meter.JOURNAL_ACCEPTED);
        this.gaps = new GapLog(disk, options.folder(), timers, facts);
        this.thread = new JournalThread(
                log,
                options,
                timers,
                new Told(facts),
                meters.timer(Meter.JOURNAL_SYNC),
                meters.counter(Meter.JOURNAL_ABANDONED));
        meters.gauge(Meter.JOURNAL_ACCEPTING, () -> accepting() ? 1 : 0);
        meters.gauge(Meter.JOURNAL_QUEUE, thread::waiting);
        meters.gauge(Meter.JOURNAL_SIZE, log::bytes);
    }

    /**
     * Recovers what the folder holds and begins to take ticks. Blocks, for as long as one segment takes to read, and longer if what
     * it holds was not counted before.
     *
     * @param sinks the ids of all sinks that are configured: until each has stored a tick, it is kept. A sink that is
     *     new begins with the oldest tick that is still kept; what a sink knows that is not named here is forgotten.
     * @param facts is called on any thread
     * @throws IOException if the folder cannot be read and written, or holds what no journal has written
     */
    public static FileJournal open(
            JournalOptions options, Set<String> sinks, Disk disk, Timers timers, Meters meters, Consumer<Event> facts)
            throws IOException {
        disk.createFolders(options.folder());
        Cursors cursors = new Cursors(disk, options.folder().resolve("cursors"), sinks);
        Recovery.Found found = new Recovery(disk, options.folder()).run(UUID.randomUUID(), cursors::highest);
        SegmentLog log = new SegmentLog(disk, options, found);
        cursors.begin(log.id(), log.start());
        Completeness completeness = Completeness.open(options, disk, timers, meters, cursors::tallies);
        FileJournal journal = new FileJournal(options, disk, timers, meters, facts, log, cursors, completeness);
        completeness.recount(log, journal::reader, cursors.damaged());
        journal.noteWaits();
        journal.thread.start();
        return journal;
    }

    @Override
    public boolean offer(Tick tick) {
        Refusal reason = thread.offer(tick);
        if (reason != null) {
            refuse(tick, reason);
        }
        return reason == null;
    }

    @Override
    public JournalStatus status() {
        return new JournalStatus(log.id().toString(), log.accepted(), refused.sum(), cursors.all(), backlog());
    }

    /** How far the journal is. Any thread. */
    public JournalPosition position() {
        return new JournalPosition(log.id().toString(), log.accepted());
    }

    /** How long the oldest accepted tick has waited that some sink has not stored, in seconds; 0 if none waits. */
    public double oldestSeconds() {
        return waits.longest(micros(timers.now()));
    }

    /** How many accepted ticks a sink has not stored. Any thread. */
    public long backlog(String sink) {
        long durable = log.accepted();
        return Math.max(0, durable - cursor(sink));
    }

    /** How long the oldest accepted tick has waited that a sink has not stored, in seconds; 0 if none waits. */
    public double lagSeconds(String sink) {
        return waits.of(sink, micros(timers.now()));
    }

    /** How much of its largest size the journal takes, 0 to 1. Any thread. */
    public double full() {
        return (double) log.bytes() / options.mostBytes();
    }

    /** Syncs what was offered and closes. Fails if a tick that was taken could not be made durable. */
    @Override
    public Future<Void> close() {
        return thread.close().onComplete(done -> blocking.close());
    }

    /** Whether its thread runs. It does also while nothing can be taken. */
    public boolean alive() {
        return thread.isAlive();
    }

    /** Completes on its thread once that has gone round, however it fares; never, while it hangs in a file. */
    public Future<Void> answer() {
        return thread.flush().mapEmpty();
    }

    /** Whether it takes ticks now. */
    public boolean accepting() {
        return thread.accepting();
    }

    /**
     * Hands on every tick that is accepted from now on, in order, before any sink gets it.
     *
     * @param observer called on the journal's thread, which it must not hold up; must not throw
     */
    public void observe(Consumer<List<Tick>> observer) {
        observers.add(observer);
    }

    /** How complete each feed is. */
    public Completeness completeness() {
        return completeness;
    }

    /** The id that an accepted tick has with its sequence. Any thread. */
    String id(long sequence) {
        return log.idOf(sequence).toString();
    }

    long accepted() {
        return log.accepted();
    }

    Future<Long> flush() {
        return thread.flush();
    }

    /**
     * Has the journal's files stand still for a moment: syncs what was offered before, writes down what was counted, and
     * then does something on the journal's thread. Only cursors may move meanwhile. Any thread.
     *
     * @param work must take no longer than listing files does; ticks wait
     * @return completes on the journal's thread
     */
    public <T> Future<T> standstill(Callable<T> work) {
        return thread.standstill(() -> {
            completeness.save();
            return work.call();
        });
    }

    /** Keeps every segment until {@link #release}, as somebody reads them. Any thread; nests. */
    public void hold() {
        holds.incrementAndGet();
    }

    public void release() {
        holds.decrementAndGet();
    }

    /**
     * The files that a journal's folder consists of, in the order in which they have to be copied while the journal stands
     * still: the cursors first, so that a copy's sinks are never ahead of its records.
     */
    public static List<Path> files(Disk disk, Path folder) throws IOException {
        List<Path> files = new ArrayList<>(disk.list(folder.resolve("cursors")));
        files.addAll(disk.list(folder.resolve("quarantine")));
        files.addAll(disk.list(folder));
        return files.stream()
                .filter(path -> FILES.matcher(path.getFileName().toString()).matches())
                .toList();
    }

    /** Whether a file of the journal is one that {@link #hold} keeps. */
    public static boolean isSegment(Path file) {
        return SegmentFiles.isSegment(file);
    }

    long cursor(String sink) {
        return cursors.of(sink, log.start());
    }

    /**
     * Moves a cursor and counts what it moves over; completes on the context once both are durable.
     * The one place where a cursor moves.
     */
    Future<Void> move(String sink, Moved moved, Context context) {
        return blocking.run(context, () -> {
            cursors.move(sink, moved);
            if (moved.to() >= log.accepted()) {
                waits.over(sink);
            }
            return null;
        });
    }

    Waits waits() {
        return waits;
    }

    SegmentReader reader(long after) {
        Counter damaged = meters.counter(Meter.JOURNAL_DAMAGED);
        return reader(after, (first, last) -> {
            damaged.increment((double) (last - first + 1));
            gaps.damaged(SUBJECT, first, last);
        });
    }

    private SegmentReader reader(long after, SegmentReader.Damage damage) {
        return new SegmentReader(disk, log, after, damage);
    }

    Quarantine quarantine(String sink, long mostBytes) {
        return new Quarantine(disk, options.folder().resolve("quarantine"), sink, mostBytes);
    }

    /** Blocking work of a sink's, on the thread that all sinks share; completes on the context. */
    <T extends @Nullable Object> Future<T> blocking(Context context, Callable<T> work) {
        return blocking.run(context, work);
    }

    /** Has the listener called on the journal's thread whenever more is accepted. */
    void listen(Runnable listener) {
        listeners.add(listener);
    }

    void unlisten(Runnable listener) {
        listeners.remove(listener);
    }

    private long backlog() {
        long durable = log.accepted();
        return Math.max(0, durable - cursors.lowest(durable));
    }

    private void refuse(Tick tick, Refusal reason) {
        refused.increment();
        meters.counter(Meter.JOURNAL_REFUSED, reason.word()).increment();
        gaps.refused(tick.feed(), reason);
        completeness.refused(tick.feed(), reason);
    }

    private void noteWaits() {
        long durable = log.accepted();
        long now = micros(timers.now());
        cursors.all().forEach((sink, cursor) -> {
            if (cursor < durable) {
                waits.begun(sink, now);
            }
        });
    }

    private static long micros(Instant time) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, time);
    }

    private final class Told implements JournalThread.Events {

        private final Consumer<Event> facts;

        private Told(Consumer<Event> facts) {
            this.facts = facts;
        }

        @Override
        public void accepted(List<Tick> ticks) {
            accepted.increment(ticks.size());
            completeness.accepted(ticks, log.accepted());
            observers.forEach(observer -> observer.accept(ticks));
            noteWaits();
            listeners.forEach(Runnable::run);
        }

        @Override
        public void stopped(Refusal reason, IOException cause) {
            facts.accept(new Event.Faulted(
                    SUBJECT, FaultKind.STORAGE, reason.word() + ": " + cause.getMessage(), timers.now()));
        }

        @Override
        public void chores() throws IOException {
            gaps.write();
            long passed = cursors.lowest(log.accepted());
            if (log.forgets(passed) && !log.forgets(completeness.covered())) {
                completeness.save();
            } else {
                completeness.saveSometimes();
            }
            if (holds.get() == 0) {
                log.forget(Math.min(completeness.covered(), passed));
            }
        }

        @Override
        public void lost(Tick tick, Refusal reason) {
            refuse(tick, reason);
        }

        @Override
        public void closed() {
            gaps.writeAll();
            try {
                completeness.save();
            } catch (IOException e) {
                LOG.warn("completeness could not be written at the end, it is counted again at the next start", e);
            }
        }
    }
}
