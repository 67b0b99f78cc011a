package dev.feedwarden.plugin.logs;

import dev.feedwarden.api.Context;
import dev.feedwarden.api.Reading;
import dev.feedwarden.api.check.HealthCheck;
import io.vertx.core.Future;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads what was written to some files since the last time, so much of each at most: a flood is read over several looks,
 * and {@code logs.behind} shows it. Begins at the end of each file. The files are a worker's, one look at a time.
 */
final class LogsCheck implements HealthCheck {

    private static final Logger LOG = LoggerFactory.getLogger(LogsCheck.class);

    private final Context context;
    private final List<FollowedFile> files;
    private final Counts counts;
    private final long most;

    LogsCheck(Context context, List<FollowedFile> files, Counts counts, long most) {
        this.context = context;
        this.files = files;
        this.counts = counts;
        this.most = most;
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
                    return files;
                })
                .mapEmpty();
    }

    private List<Reading> look(Instant now) throws IOException {
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
        List<Reading> readings = counts.take(context.id(), now);
        String id = context.id();
        Counts.event(readings, LogsMetrics.LINES_CUT, id, cut, now);
        Counts.event(readings, LogsMetrics.ROTATIONS, id, rotations, now);
        readings.add(new Reading(LogsMetrics.READABLE.name(), id, (double) readable / files.size(), now));
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
}
