package dev.feedwarden.supervisor.history;

import dev.feedwarden.api.Timers;
import dev.feedwarden.rules.StatusChange;
import dev.feedwarden.supervisor.metrics.Meter;
import dev.feedwarden.supervisor.metrics.Meters;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Timer;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.zip.Deflater;
import java.util.zip.ZipOutputStream;
import org.h2.mvstore.MVStoreException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The store in one local file (H2 MVStore). Everything runs, in order, on one thread of its own, so a reader never sees
 * half a transaction; a commit is done when the file is synced. Where the disk fails, the commit fails, and the next one
 * opens the file anew. On a full disk it goes on in room that was kept for that.
 */
public final class MvHistory implements History, AuditStore {

    private static final Logger LOG = LoggerFactory.getLogger(MvHistory.class);

    /** How many calls may wait. One more fails at once. */
    private static final int QUEUE = 1_024;

    /** How many rows a reader gets at the most, whatever it asks for. */
    private static final int READ_ROWS = 1_000;

    /** How many rows are looked at in a search; meanwhile commits wait. */
    private static final int SEARCHED_ROWS = 5_000;

    private static final int READ_CHANGES = 10_000;

    private static final Duration FORGET_EVERY = Duration.ofHours(1);

    private final Path file;
    private final Retention retention;
    private final Timers timers;
    private final @Nullable Path setAside;
    private final Reserve reserve;
    private final ExecutorService thread = Executors.newSingleThreadExecutor(task -> {
        Thread made = new Thread(task, "feedwarden-history");
        made.setDaemon(true);
        return made;
    });
    private final AtomicInteger waiting = new AtomicInteger();
    private final Timer commitTimer;
    private final Counter failures;
    private final Counter rejected;
    private final Counter forgotten;
    private final List<Meters.Registration> gauges;
    private final Timers.Timer forgetting;
    private volatile long bytes;
    private Store store;

    private MvHistory(Path file, Retention retention, Timers timers, Meters meters, StoreFile.Opened opened) {
        this.file = file;
        this.retention = retention;
        this.timers = timers;
        this.store = opened.store();
        this.setAside = opened.setAside();
        reserve = Reserve.of(file);
        this.bytes = store.bytes();
        commitTimer = meters.timer(Meter.HISTORY_COMMIT);
        failures = meters.counter(Meter.HISTORY_FAILURES);
        rejected = meters.counter(Meter.HISTORY_REJECTED);
        forgotten = meters.counter(Meter.HISTORY_FORGOTTEN);
        gauges = List.of(
                meters.gauge(Meter.HISTORY_QUEUE, waiting::get),
                meters.gauge(Meter.HISTORY_SIZE, () -> bytes),
                meters.gauge(Meter.HISTORY_RESERVE, reserve::bytes));
        thread.execute(this::forget);
        forgetting = timers.every(FORGET_EVERY, this::forgetLater);
    }

    /**
     * Opens or creates the file. Blocks for some 100 ms. A file that is damaged beyond MVStore's own recovery is set aside
     * under a new name, and an empty one takes its place: a watcher that does not start helps nobody.
     *
     * @throws HistoryException if the file is in use by another process, or the disk cannot be read or written
     */
    public static MvHistory open(Path file, Retention retention, Timers timers, Meters meters) {
        return new MvHistory(file, retention, timers, meters, StoreFile.open(file, retention));
    }

    /** Where a damaged file was put when this one was opened; null if it was sound. */
    public @Nullable Path setAside() {
        return setAside;
    }

    @Override
    public Future<Void> commit(Transaction transaction) {
        if (transaction.isEmpty()) {
            return Future.succeededFuture();
        }
        return ask("commit", () -> {
            write(() -> opened().commit(transaction));
            return null;
        });
    }

    @Override
    public Future<Void> append(List<AuditRow> rows) {
        return ask("append", () -> {
            write(() -> opened().append(rows));
            return null;
        });
    }

    @Override
    public Future<List<AuditRow>> audit(int most) {
        return ask("audit", () -> opened().audit(Math.min(most, READ_ROWS)));
    }

    @Override
    public Future<Resumption> resume() {
        return ask("resume", () -> opened().resumption());
    }

    @Override
    public Future<List<Incident>> incidents(int most) {
        return ask("incidents", () -> opened().incidents(Math.min(most, READ_ROWS)));
    }

    @Override
    public Future<List<Incident>> incidents(Predicate<Incident> wanted, int most) {
        return ask("search", () -> opened().incidents(wanted, Math.min(most, READ_ROWS), SEARCHED_ROWS));
    }

    @Override
    public Future<Optional<Incident>> incident(String id) {
        return ask("incident", () -> opened().incident(id));
    }

    @Override
    public Future<List<Mail>> mails(int most) {
        return ask("mails", () -> opened().mails(Math.min(most, READ_ROWS)));
    }

    @Override
    public Future<List<Silence>> silences(int most) {
        return ask("silences", () -> opened().silences(Math.min(most, READ_ROWS)));
    }

    @Override
    public Future<List<StatusChange>> changes(Instant from, Instant to, int most) {
        return ask("changes", () -> opened().changes(from, to, Math.min(most, READ_CHANGES)));
    }

    /**
     * Copies the file as it is between two commits, which wait meanwhile. The copy is a zip with the one file in it, not
     * compressed.
     *
     * @param zip is replaced
     */
    public Future<Void> copy(Path zip) {
        return ask("copy", () -> {
            try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
                out.setLevel(Deflater.NO_COMPRESSION);
                opened().copy(out);
            }
            return null;
        });
    }

    /** Does what is waiting, syncs and closes the file. */
    @Override
    public Future<Void> close() {
        forgetting.cancel();
        Future<Void> closed = run("close", () -> {
            store.close();
            return null;
        });
        thread.shutdown();
        gauges.forEach(Meters.Registration::remove);
        return closed;
    }

    private void write(Runnable commit) {
        long begun = timers.nanoTime();
        try {
            commit.run();
        } catch (RuntimeException e) {
            failures.increment();
            if (!reserve.release()) {
                throw e;
            }
            commit.run();
        } finally {
            commitTimer.record(timers.nanoTime() - begun, TimeUnit.NANOSECONDS);
        }
        bytes = store.bytes();
        if (store.wantsCompaction()) {
            thread.execute(this::compact);
        }
    }

    /** After the answer, so that nobody waits for it. */
    private void compact() {
        if (store.isClosed() || !store.wantsCompaction()) {
            return;
        }
        try {
            store.compact();
            bytes = store.bytes();
        } catch (MVStoreException e) {
            failures.increment();
            LOG.error("event=history-compaction-failed file={}", file, e);
        }
    }

    private void forgetLater() {
        try {
            thread.execute(this::forget);
        } catch (RejectedExecutionException closed) {
            LOG.debug("event=history-closed file={}", file);
        }
    }

    /** A bit at a time, so that nobody waits long for it. */
    private void forget() {
        reserve.make();
        try {
            int rows = opened().forget(timers.now());
            forgotten.increment(rows);
            if (rows > 0) {
                bytes = store.bytes();
                forgetLater();
            }
        } catch (RuntimeException e) {
            failures.increment();
            LOG.error("event=history-not-pruned file={}", file, e);
        }
    }

    private Store opened() {
        if (store.isClosed()) {
            store = Store.open(file, retention);
            LOG.warn("event=history-reopened file={}", file);
        }
        return store;
    }

    private <T> Future<T> ask(String what, Callable<T> work) {
        if (waiting.incrementAndGet() > QUEUE) {
            waiting.decrementAndGet();
            rejected.increment();
            return Future.failedFuture(
                    new HistoryException(file + ": " + what + " refused, " + QUEUE + " calls wait already", null));
        }
        return run(what, () -> {
            waiting.decrementAndGet();
            return work.call();
        });
    }

    private <T> Future<T> run(String what, Callable<T> work) {
        Context caller = Vertx.currentContext();
        Promise<T> promise = Promise.promise();
        try {
            thread.execute(() -> {
                Future<T> answer = call(what, work);
                if (caller == null) {
                    promise.handle(answer);
                } else {
                    caller.runOnContext(v -> promise.handle(answer));
                }
            });
        } catch (RejectedExecutionException e) {
            promise.fail(new HistoryException(file + ": " + what + " refused, the history is closed", e));
        }
        return promise.future();
    }

    private <T> Future<T> call(String what, Callable<T> work) {
        try {
            return Future.succeededFuture(work.call());
        } catch (Exception e) {
            return Future.failedFuture(new HistoryException(file + ": " + what + " failed: " + e.getMessage(), e));
        }
    }
}
