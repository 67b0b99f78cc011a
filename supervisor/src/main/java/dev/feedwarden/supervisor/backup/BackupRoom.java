package dev.feedwarden.supervisor.backup;

import dev.feedwarden.api.Disk;
import dev.feedwarden.api.Timers;
import dev.feedwarden.supervisor.backup.BackupMaker.Made;
import dev.feedwarden.supervisor.metrics.Meter;
import dev.feedwarden.supervisor.metrics.Meters;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Timer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the running program's backups, one at a time: when somebody asks, and by schedule. Each minute it is looked whether
 * one is due: whether the newest is older than the last moment of the schedule, so that one that was missed, because the
 * program was down, is made up for, and none is made twice. After a failure the next attempt is an hour later.
 */
public final class BackupRoom implements Backups {

    private static final Duration LOOK = Duration.ofMinutes(1);
    private static final Duration AGAIN = Duration.ofHours(1);
    private static final Logger LOG = LoggerFactory.getLogger(BackupRoom.class);

    private final BackupSettings settings;
    private final BackupMaker maker;
    private final BackupFolder folder;
    private final Disk disk;
    private final Timers timers;
    private final Executor thread;
    private final Instant started;
    private final AtomicBoolean underWay = new AtomicBoolean();
    private final Counter made;
    private final Counter failures;
    private final Counter unsaved;
    private final Timer duration;
    private volatile List<Listed> listed = List.of();
    private volatile @Nullable Last last;

    /** A backup in the folder. */
    private record Listed(String file, Instant time, long bytes) {}

    /** How the last attempt ended. */
    private record Last(
            Instant begun,
            double seconds,
            @Nullable Made made,
            @Nullable String error) {}

    /**
     * @param timers of the core event loop
     * @param thread where backups are made; takes one task at a time
     */
    public BackupRoom(
            BackupSettings settings, BackupMaker maker, Disk disk, Timers timers, Executor thread, Meters meters) {
        this.settings = settings;
        this.maker = maker;
        this.folder = new BackupFolder(disk, settings.folder());
        this.disk = disk;
        this.timers = timers;
        this.thread = thread;
        this.started = timers.now();
        this.made = meters.counter(Meter.BACKUP_MADE);
        this.failures = meters.counter(Meter.BACKUP_FAILURES);
        this.unsaved = meters.counter(Meter.BACKUP_UNSAVED);
        this.duration = meters.timer(Meter.BACKUP_DURATION);
        meters.gauge(Meter.BACKUP_AGE, this::ageSeconds);
        meters.gauge(
                Meter.BACKUP_SIZE,
                () -> listed.isEmpty() ? 0 : listed.get(listed.size() - 1).bytes());
    }

    /** Begins to look whether one is due. */
    public void start() {
        thread.execute(this::list);
        DailySchedule every = settings.every();
        if (every != null) {
            timers.every(LOOK, () -> {
                if (due(every)) {
                    begin();
                }
            });
        }
    }

    @Override
    public boolean begin() {
        if (!underWay.compareAndSet(false, true)) {
            return false;
        }
        Instant now = timers.now();
        thread.execute(() -> make(now));
        return true;
    }

    /** How old the newest backup is, in seconds; NaN where none is made by itself. Any thread. */
    public double ageSeconds() {
        return settings.every() == null
                ? Double.NaN
                : Math.max(0, Duration.between(newest(started), timers.now()).toMillis() / 1e3);
    }

    /** 1 where the last attempt failed, else 0. Any thread. */
    public double failing() {
        Last ended = last;
        return ended != null && ended.error() != null ? 1 : 0;
    }

    @Override
    public JsonObject state() {
        Last ended = last;
        JsonArray backups = new JsonArray();
        List<Listed> all = listed;
        for (int i = all.size() - 1; i >= 0; i--) {
            backups.add(new JsonObject()
                    .put("file", all.get(i).file())
                    .put("time", all.get(i).time().toString())
                    .put("bytes", all.get(i).bytes()));
        }
        return new JsonObject()
                .put("folder", settings.folder().toString())
                .put("every", settings.every() == null ? null : settings.every().toString())
                .put("keep", settings.keep())
                .put("encrypted", settings.passphrase() != null)
                .put("underWay", underWay.get())
                .put("last", ended == null ? null : json(ended))
                .put("backups", backups);
    }

    private static JsonObject json(Last last) {
        Made made = last.made();
        return new JsonObject()
                .put("begun", last.begun().toString())
                .put("seconds", last.seconds())
                .put("file", made == null ? null : made.file().toString())
                .put("bytes", made == null ? null : made.bytes())
                .put(
                        "unsaved",
                        made == null ? null : new JsonArray(made.manifest().unsaved()))
                .put("error", last.error());
    }

    private boolean due(DailySchedule every) {
        Instant now = timers.now();
        Last ended = last;
        boolean waits = ended != null
                && ended.error() != null
                && Duration.between(ended.begun(), now).abs().compareTo(AGAIN) < 0;
        return !waits && newest(Instant.MIN).isBefore(every.last(now));
    }

    private Instant newest(Instant otherwise) {
        List<Listed> all = listed;
        return all.isEmpty() ? otherwise : all.get(all.size() - 1).time();
    }

    private void make(Instant now) {
        long begun = timers.nanoTime();
        @Nullable Made done = null;
        @Nullable String error = null;
        try {
            done = maker.make(now);
            made.increment();
            LOG.info("event=backup-made file={} bytes={}", done.file(), done.bytes());
            for (String sink : done.manifest().unsaved()) {
                unsaved.increment();
                LOG.warn("event=backup-without-store file={} of=\"{}\"", done.file(), sink);
            }
        } catch (IOException | RuntimeException e) {
            error = e instanceof IOException ? String.valueOf(e.getMessage()) : e.toString();
            failures.increment();
            LOG.error("event=backup-failed folder={} kept={} error={}", settings.folder(), listed.size(), error, e);
        }
        list();
        long nanos = timers.nanoTime() - begun;
        duration.record(nanos, TimeUnit.NANOSECONDS);
        last = new Last(now, nanos / 1e9, done, error);
        underWay.set(false);
    }

    private void list() {
        try {
            List<Listed> found = new ArrayList<>();
            for (BackupFolder.Kept kept : folder.list()) {
                try (Disk.File file = disk.openToRead(kept.file())) {
                    found.add(new Listed(kept.file().getFileName().toString(), kept.time(), file.size()));
                }
            }
            listed = List.copyOf(found);
        } catch (IOException e) {
            LOG.warn("event=backups-unlisted folder={} error={}", settings.folder(), e.toString());
        }
    }
}
