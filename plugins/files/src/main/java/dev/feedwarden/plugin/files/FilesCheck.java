package dev.feedwarden.plugin.files;

import dev.feedwarden.api.Context;
import dev.feedwarden.api.Disk;
import dev.feedwarden.api.Metric;
import dev.feedwarden.api.Reading;
import dev.feedwarden.api.check.HealthCheck;
import io.vertx.core.Future;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Looks at the files of today and yesterday, off the event loop. */
final class FilesCheck implements HealthCheck {

    private static final Duration RECENTLY = Duration.ofMinutes(5);

    private final Context context;
    private final Path folder;
    private final boolean mustExist;

    /** @param mustExist whether it is wrong that the folder is not there; otherwise nothing was written yet */
    FilesCheck(Context context, Path folder, boolean mustExist) {
        this.context = context;
        this.folder = folder;
        this.mustExist = mustExist;
    }

    @Override
    public Future<List<Reading>> check() {
        Instant now = context.timers().now();
        return context.vertx().executeBlocking(() -> look(now), false);
    }

    private List<Reading> look(Instant now) throws IOException {
        Disk disk = context.disk();
        if (mustExist && !disk.exists(folder)) {
            throw new NoSuchFileException(folder.toString(), null, "the folder of the files is not there");
        }
        Instant newest = Instant.MIN;
        int recent = 0;
        for (Instant changed : changes(now)) {
            newest = changed.isAfter(newest) ? changed : newest;
            recent += changed.isAfter(now.minus(RECENTLY)) ? 1 : 0;
        }
        List<Reading> readings = new ArrayList<>();
        if (newest.isAfter(Instant.MIN)) {
            double age = Math.max(0, Duration.between(newest, now).toMillis() / 1e3);
            readings.add(reading(FilesCheckProvider.NEWEST_AGE, age, now));
        }
        readings.add(reading(FilesCheckProvider.RECENT, recent, now));
        Path there = existing(disk);
        double left = disk.usableBytes(there);
        readings.add(reading(FilesCheckProvider.DISK_LEFT, left, now));
        readings.add(reading(FilesCheckProvider.DISK_SHARE, left / Math.max(1, disk.totalBytes(there)), now));
        return readings;
    }

    private List<Instant> changes(Instant now) throws IOException {
        List<Instant> changes = new ArrayList<>();
        for (Path feed : context.disk().list(folder)) {
            for (Instant day : List.of(now, now.minus(Duration.ofDays(1)))) {
                for (Path file : context.disk().list(feed.resolve(FileNames.day(day)))) {
                    changed(file, changes);
                }
            }
        }
        return changes;
    }

    /** A file that got its final name since the folder was read is seen the next time. */
    private void changed(Path file, List<Instant> changes) throws IOException {
        try {
            changes.add(context.disk().changed(file));
        } catch (NoSuchFileException e) {
            if (context.disk().exists(file)) {
                throw e;
            }
        }
    }

    private Path existing(Disk disk) {
        Path there = folder.toAbsolutePath();
        while (!disk.exists(there) && there.getParent() != null) {
            there = Objects.requireNonNull(there.getParent());
        }
        return there;
    }

    private Reading reading(Metric metric, double value, Instant now) {
        return new Reading(metric.name(), context.id(), value, now);
    }
}
