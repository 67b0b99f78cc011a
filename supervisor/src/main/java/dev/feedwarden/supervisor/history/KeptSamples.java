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
import java.util.ArrayList;
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
 * {@value #MOST_SERIES} series are known, a raw file has at most {@value SampleRoll#RAW_BYTES} bytes and a file of minutes
 * {@value SampleRoll#MINUTE_BYTES}; what is beyond is dropped and counted.
 */
public final class KeptSamples implements Samples {

    /** The name of its folder in the data folder. */
    public static final String FOLDER = "readings";

    static final int DAYS = 400;
    static final int MOST_WAITING = 200_000;
    static final int MOST_SERIES = 20_000;

    private static final Duration SLACK = Duration.ofMinutes(3);
    private static final Logger LOG = LoggerFactory.getLogger(KeptSamples.class);

    private final Path folder;
    private final Disk disk;
    private final Timers timers;
    private final SampleRoll raw;
    private final SampleRoll minuteFiles;
    private final StoredSamples stored;
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
    private volatile Duration rawFor = Duration.ofHours(1);

    private KeptSamples(Path folder, Disk disk, Timers timers, Meters meters) {
        this.folder = folder;
        this.disk = disk;
        this.timers = timers;
        raw = SampleRoll.raw(disk, folder);
        minuteFiles = SampleRoll.minutes(disk, folder);
        stored = new StoredSamples(folder, disk);
        failures = meters.counter(Meter.SAMPLES_FAILURES);
        dropped = meters.counter(Meter.SAMPLES_DROPPED);
        gauge = meters.gauge(Meter.SAMPLES_WAITING, waiting::get);
    }

    /**
     * Opens or makes the store and takes up what the last process left. Blocks: it reads all raw files,
     * up to 25 hours.
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

    /** The files that a folder of kept readings consists of; they only grow, and the oldest are deleted. */
    public static List<Path> files(Disk disk, Path folder) throws IOException {
        List<Path> files = new ArrayList<>(SampleRoll.minutes(disk, folder).files());
        files.addAll(SampleRoll.raw(disk, folder).files());
        return files;
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
        stored.recall(from, into);
    }

    @Override
    public void readings(Instant from, Instant to, Set<String> metrics, Consumer<Reading> into) {
        stored.readings(from, to, metrics, into);
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
                Reading reading = StoredSamples.reading(series, time, value);
                newest.merge(series, reading, StoredSamples::newer);
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
            known.forEach(reading -> newest.merge(series(reading), reading, StoredSamples::newer));
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
}
