package dev.feedwarden.plugin.logs;

import dev.feedwarden.api.Context;
import dev.feedwarden.api.Reading;
import dev.feedwarden.api.check.HealthCheck;
import io.vertx.core.Future;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at what was written to some files and the journal since the last time, so much of each at most: a flood is read
 * over several looks, and {@code logs.behind} shows it. Goes on where the run before ended, else at the end of each. The
 * sources are a worker's, one look at a time.
 */
final class LogsCheck implements HealthCheck {

    private static final Logger LOG = LoggerFactory.getLogger(LogsCheck.class);

    private final Context context;
    private final List<FollowedFile> files;
    private final @Nullable Journal journal;
    private final Counts counts;
    private final Remembered remembered;
    private final long most;
    private boolean restored;

    LogsCheck(Context context, List<FollowedFile> files, @Nullable Journal journal, Counts counts, long most) {
        this.context = context;
        this.files = files;
        this.journal = journal;
        this.counts = counts;
        this.most = most;
        remembered = new Remembered(context);
    }

    @Override
    public Future<List<Reading>> check() {
        Instant now = context.timers().now();
        return context.vertx().executeBlocking(() -> look(now));
    }

    @Override
    public Future<Void> close() {
        return context.vertx()
                .executeBlocking(() -> {
                    for (FollowedFile file : files) {
                        file.close();
                    }
                    if (journal != null) {
                        journal.close();
                    }
                    return files;
                })
                .mapEmpty();
    }

    private List<Reading> look(Instant now) throws IOException, InterruptedException {
        if (!restored) {
            remembered.restore(files, journal, counts.types());
            restored = true;
        }
        int readable = 0;
        long behind = 0;
        int cut = 0;
        int rotations = 0;
        for (FollowedFile file : files) {
            readable += read(file) ? 1 : 0;
            behind += file.behind();
            cut += file.takeCut();
            rotations += file.takeRotations();
        }
        int sources = files.size() + (journal == null ? 0 : 1);
        readable += journal != null && read(journal) ? 1 : 0;
        remembered.keep(files, journal, counts.types());
        String id = context.id();
        List<Reading> readings = counts.take(id, now);
        Counts.event(readings, LogsMetrics.LINES_CUT, id, cut, now);
        Counts.event(readings, LogsMetrics.ROTATIONS, id, rotations, now);
        Counts.event(readings, LogsMetrics.UNSAVED, id, remembered.takeUnsaved(), now);
        if (journal != null) {
            Counts.event(readings, LogsMetrics.JOURNAL_RESTARTS, id, journal.takeRestarts(), now);
            Counts.event(readings, LogsMetrics.JOURNAL_FULL, id, journal.takeFull(), now);
        }
        readings.add(new Reading(LogsMetrics.READABLE.name(), id, (double) readable / sources, now));
        readings.add(new Reading(LogsMetrics.BEHIND.name(), id, behind, now));
        return readings;
    }

    private boolean read(FollowedFile file) {
        try {
            file.read(most, counts::line);
            return true;
        } catch (IOException e) {
            LOG.info("logs check={} file={} readable=0 reason=\"{}\"", context.id(), file.path(), e.toString());
            return false;
        }
    }

    private boolean read(Journal followed) throws InterruptedException {
        try {
            followed.read(counts::entry);
            return true;
        } catch (IOException e) {
            LOG.info("logs check={} journal readable=0 reason=\"{}\"", context.id(), e.toString());
            return false;
        }
    }
}
