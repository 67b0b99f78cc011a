package dev.feedwarden.supervisor.history;

import dev.feedwarden.api.Disk;
import dev.feedwarden.api.Reading;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Reads what {@link KeptSamples} has written, without writing: also for a process that stands beside the running one. Of a
 * file that is being written it reads what is whole; a file that is deleted meanwhile counts as empty.
 */
public final class StoredSamples implements Samples {

    private static final Duration SLACK = Duration.ofMinutes(3);

    private final Path folder;
    private final Disk disk;
    private final SampleRoll raw;
    private final SampleRoll minuteFiles;

    /** @param folder that of the kept readings; where there is none, there are no readings */
    public StoredSamples(Path folder, Disk disk) {
        this.folder = folder;
        this.disk = disk;
        raw = SampleRoll.raw(disk, folder);
        minuteFiles = SampleRoll.minutes(disk, folder);
    }

    @Override
    public void readings(Instant from, Instant to, Set<String> metrics, Consumer<Reading> into) {
        Instant given = from;
        // raw files may be deleted while minutes are read, so it is looked again where they begin
        for (Instant cut = rawBegin(to); given.isBefore(cut); cut = rawBegin(to)) {
            give(minutesFrom(given), given, cut, metrics, into);
            given = cut;
        }
        give(files(raw), given, to, metrics, into);
    }

    /**
     * Gives, for each series, its newest reading from before a moment, and then all readings from that moment on, in the
     * order of their times. Blocks while it reads the raw files.
     */
    void recall(Function<String, Instant> from, Consumer<Reading> into) {
        Map<Series, Long> begins = new HashMap<>();
        Function<Series, Long> begin = series -> SampleFile.nanos(from.apply(series.metric()));
        Map<Series, Reading> before = new HashMap<>();
        scan(files(raw), (carried, series, time, value) -> {
            if (time < begins.computeIfAbsent(series, begin)) {
                before.merge(series, reading(series, time, value), StoredSamples::newer);
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

    private List<Path> minutesFrom(Instant from) {
        List<Path> files = files(minuteFiles);
        int first = 0;
        while (first + 1 < files.size()
                && minuteFiles.begin(files.get(first + 1)).isBefore(from.minus(SLACK))) {
            first++;
        }
        return files.subList(first, files.size());
    }

    /** The first full minute that the raw files have, at most {@code to}. */
    private Instant rawBegin(Instant to) {
        List<Path> files = files(raw);
        if (files.isEmpty()) {
            return to;
        }
        Instant minute = Minutes.begin(raw.begin(files.get(0)).minusMillis(1)).plus(Duration.ofMinutes(1));
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

    static Reading reading(Series series, long nanos, double value) {
        return new Reading(series.metric(), series.subject(), value, SampleFile.instant(nanos));
    }

    static Reading newer(Reading one, Reading other) {
        return other.time().isBefore(one.time()) ? one : other;
    }
}
