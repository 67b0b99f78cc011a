package dev.feedwarden.supervisor.history;

import dev.feedwarden.api.Disk;
import dev.feedwarden.api.Metric;
import dev.feedwarden.api.Reading;
import dev.feedwarden.api.Timers;
import dev.feedwarden.supervisor.metrics.Meter;
import dev.feedwarden.supervisor.metrics.Meters;
import io.micrometer.core.instrument.Counter;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps readings in files of their own below one folder: all of them in {@code raw-} files of an hour for as long as rules
 * look back, what {@link Minutes} made of them in {@code minutes-} files of a day for {@value #DAYS} days. Each raw file
 * begins with the newest reading of every series, so that one that fell silent long ago is not forgotten.
 *
 * <p>What is offered is written and synced by a thread of its own, one batch after the other. After a crash at most the
 * batches that were not synced are missing: with a batch a second, the last second. A batch that cannot be written is lost
 * to the store, logged and counted; judging goes on without it. At most {@value #MOST_WAITING} readings wait, at most
 * {@value #MOST_SERIES} series are known, a raw file has at most {@value #RAW_BYTES} bytes and a file of minutes
 * {@value #MINUTE_BYTES}; what is beyond is dropped and counted.
 */
public final class KeptSamples implements Samples {

    static final int DAYS = 400;
    static final int MOST_WAITING = 200_000;
    static final int MOST_SERIES = 20_000;
    static final long RAW_BYTES = 64L << 20;
    static final long MINUTE_BYTES = 32L << 20;

    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration SLACK = Duration.ofMinutes(3);
    private static final Logger LOG = LoggerFactory.getLogger(KeptSamples.class);

    private final Path folder;
    private final Disk disk;
    private final Timers timers;
    private final SampleRoll raw;
    private final SampleRoll minuteFiles;
    private final Minutes minutes = new Minutes();
    private final Map<Series, Reading> newest = new ConcurrentHashMap<>();
    private final AtomicInteger waiting = new AtomicInteger();
    private final Counter failures;
    private final Counter dropped;
    private final Meters.Registration gauge;
    private final ExecutorService thread = Executors.newSingleThreadExecutor(task -> {
        Thread made = new Thread(task, "feedwarden-readings");
        made.setDaemon(true);
        return made;
    });
    private volatile Map<String, Metric.Kind> kinds = Map.of();
    private volatile Duration rawFor = HOUR;

    private KeptSamples(Path folder, Disk disk, Timers timers, Meters meters) {
        this.folder = folder;
        this.disk = disk;
        this.timers = timers;
        raw = new SampleRoll(disk, folder, "raw-", HOUR, RAW_BYTES);
        minuteFiles = new SampleRoll(disk, folder, "minutes-", DAY, MINUTE_BYTES);
        failures = meters.counter(Meter.SAMPLES_FAILURES);
        dropped = meters.counter(Meter.SAMPLES_DROPPED);
        gauge = meters.gauge(Meter.SAMPLES_WAITING, waiting::get);
    }

    /**
     * Opens or makes the store and takes up what the last process left. Blocks: it reads the raw files, about a second for
     * 25 hours of 40 readings a second.
     *
     * @param kinds of the metrics that are kept, by name
     * @param rawFor for how long each reading is kept
     * @throws HistoryException if the folder cannot be read or made
     */
    public static KeptSamples open(
            Path folder, Map<String, Metric.Kind> kinds, Duration rawFor, Disk disk, Timers timers, Meters meters) {
        var opened = new KeptSamples(folder, disk, timers, meters);
        opened.keep(kinds, rawFor);
        try {
            disk.createFolders(folder);
            opened.takeUp();
        } catch (IOException e) {
            opened.thread.shutdown();
            throw new HistoryException(folder + ": kept readings cannot be read: " + e.getMessage(), e);
        }
        return opened;
    }

    /** Keeps readings of these metrics from now on, each for so long. Safe from any thread. */
    public void keep(Map<String, Metric.Kind> named, Duration forSoLong) {
        kinds = Map.copyOf(named);
        rawFor = forSoLong;
    }

    /** Takes readings, those of other metrics left out. Returns at once. Safe from any thread. */
    public void offer(List<Reading> readings) {
        List<Reading> wanted = readings.stream()
                .filter(reading -> kinds.containsKey(reading.metric()))
                .toList();
        if (waiting.addAndGet(wanted.size()) > MOST_WAITING) {
            waiting.addAndGet(-wanted.size());
            dropped.increment(wanted.size());
            return;
        }
        Instant now = timers.now();
        run(() -> {
            waiting.addAndGet(-wanted.size());
            write(wanted, now);
            return null;
        });
    }

    /** Runs work on the store's thread once everything that was offered is written. Completes on the caller's context. */
    public <T> Future<T> afterwards(Callable<T> work) {
        return run(work);
    }

    /** The newest reading of each series of a metric, as far as they are written. Safe from any thread. */
    public List<Reading> newest(String metric) {
        return newest.values().stream()
                .filter(reading -> reading.metric().equals(metric))
                .sorted(InOrder.BY_TIME)
                .toList();
    }

    /**
     * Gives, for each series, its newest reading from before a moment, and then all readings from that moment on, in the
     * order of their times. Blocks while it reads the raw files.
     *
     * @param from the moment, by metric
     * @throws HistoryException if the store cannot be read
     */
    public void recall(Function<String, Instant> from, Consumer<Reading> into) {
        Map<Series, Long> begins = new HashMap<>();
        Function<Series, Long> begin = series -> SampleFile.nanos(from.apply(series.metric()));
        Map<Series, Reading> before = new HashMap<>();
        scan(files(raw), (carried, series, time, value) -> {
            if (time < begins.computeIfAbsent(series, begin)) {
                before.merge(series, reading(series, time, value), KeptSamples::newer);
            }
        });
        before.values().stream().sorted(InOrder.BY_TIME).forEach(into);
        var ordered = new InOrder(SLACK, into);
        scan(files(raw), (carried, series, time, value) -> {
            if (!carried && time >= begins.computeIfAbsent(series, begin)) {
                ordered.take(reading(series, time, value));
            }
        });
        ordered.end();
    }

    @Override
    public void readings(Instant from, Instant to, Set<String> metrics, Consumer<Reading> into) {
        List<Path> rawFiles = files(raw);
        Instant cut = rawFiles.isEmpty() ? to : rawBegin(rawFiles.get(0), to);
        List<Path> old = files(minuteFiles);
        int first = 0;
        while (first + 1 < old.size() && minuteFiles.begin(old.get(first + 1)).isBefore(from.minus(SLACK))) {
            first++;
        }
        give(old.subList(first, old.size()), from, cut.isBefore(to) ? cut : to, metrics, into);
        give(rawFiles, cut.isAfter(from) ? cut : from, to, metrics, into);
    }

    /** Writes what was offered, then ends. The minutes under way are made again from the raw files. */
    public Future<Void> close() {
        Future<Void> closed = run(() -> {
            raw.close();
            minuteFiles.close();
            return null;
        });
        thread.shutdown();
        gauge.remove();
        return closed;
    }

    /** From the first full minute that the raw files have. */
    private Instant rawBegin(Path first, Instant to) {
        Instant begin = raw.begin(first);
        Instant minute = Minutes.begin(begin.minusMillis(1)).plus(Duration.ofMinutes(1));
        return minute.isBefore(to) ? minute : to;
    }

    private void give(List<Path> files, Instant from, Instant to, Set<String> metrics, Consumer<Reading> into) {
        long first = SampleFile.nanos(from);
        long after = SampleFile.nanos(to);
        var ordered = new InOrder(SLACK, into);
        scan(files, (carried, series, time, value) -> {
            if (!carried && time >= first && time < after && metrics.contains(series.metric())) {
                ordered.take(reading(series, time, value));
            }
        });
        ordered.end();
    }

    /** The newest reading of each series, and the minutes that no file of minutes has. */
    private void takeUp() throws IOException {
        long[] rolled = {Long.MIN_VALUE};
        List<Path> old = minuteFiles.files();
        for (Path file : old.subList(Math.max(0, old.size() - 2), old.size())) {
            SampleScan.read(disk, file, (carried, series, time, value) -> rolled[0] = Math.max(rolled[0], time));
        }
        Instant begin = rolled[0] == Long.MIN_VALUE
                ? Instant.EPOCH
                : Minutes.begin(SampleFile.instant(rolled[0])).plus(Duration.ofMinutes(1));
        for (Path file : raw.files()) {
            SampleScan.read(disk, file, (carried, series, time, value) -> {
                Reading reading = reading(series, time, value);
                newest.merge(series, reading, KeptSamples::newer);
                if (!carried && !reading.time().isBefore(begin)) {
                    minutes.take(reading, kinds.getOrDefault(series.metric(), Metric.Kind.GAUGE));
                }
            });
        }
    }

    private void write(List<Reading> readings, Instant now) {
        List<Reading> known = readings.stream().filter(this::isKnown).toList();
        dropped.increment(readings.size() - known.size());
        Map<String, Metric.Kind> named = kinds;
        known.forEach(reading -> minutes.take(reading, named.getOrDefault(reading.metric(), Metric.Kind.GAUGE)));
        try {
            if (!known.isEmpty() && !raw.append(known, now, () -> List.copyOf(newest.values()))) {
                dropped.increment(known.size());
            }
            known.forEach(reading -> newest.merge(series(reading), reading, KeptSamples::newer));
            List<Reading> over = minutes.over(now);
            if (!over.isEmpty()) {
                if (!minuteFiles.append(over, now, List::of)) {
                    dropped.increment(over.size());
                }
                raw.prune(now.minus(rawFor).minus(SLACK));
                minuteFiles.prune(now.minus(Duration.ofDays(DAYS)));
            }
        } catch (IOException e) {
            failures.increment();
            LOG.warn("event=readings-not-kept folder={} readings={} error={}", folder, known.size(), e.toString());
        }
    }

    private boolean isKnown(Reading reading) {
        return newest.size() < MOST_SERIES || newest.containsKey(series(reading));
    }

    private List<Path> files(SampleRoll roll) {
        try {
            return roll.files();
        } catch (IOException e) {
            throw new HistoryException(folder + ": kept readings cannot be listed: " + e.getMessage(), e);
        }
    }

    private void scan(List<Path> files, SampleScan.Rows rows) {
        for (Path file : files) {
            try {
                SampleScan.read(disk, file, rows);
            } catch (IOException e) {
                throw new HistoryException(file + ": kept readings cannot be read: " + e.getMessage(), e);
            }
        }
    }

    private <T> Future<T> run(Callable<T> work) {
        Context caller = Vertx.currentContext();
        Promise<T> promise = Promise.promise();
        try {
            thread.execute(() -> {
                Future<T> answer = call(work);
                if (caller == null) {
                    promise.handle(answer);
                } else {
                    caller.runOnContext(done -> promise.handle(answer));
                }
            });
        } catch (RejectedExecutionException e) {
            promise.fail(new HistoryException(folder + ": the kept readings are closed", e));
        }
        return promise.future();
    }

    private static <T> Future<T> call(Callable<T> work) {
        try {
            return Future.succeededFuture(work.call());
        } catch (Exception e) {
            return Future.failedFuture(e);
        }
    }

    private static Series series(Reading reading) {
        return new Series(reading.metric(), reading.subject());
    }

    private static Reading reading(Series series, long nanos, double value) {
        return new Reading(series.metric(), series.subject(), value, SampleFile.instant(nanos));
    }

    private static Reading newer(Reading one, Reading other) {
        return other.time().isBefore(one.time()) ? one : other;
    }
}
