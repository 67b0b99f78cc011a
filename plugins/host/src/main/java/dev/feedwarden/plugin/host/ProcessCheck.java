package dev.feedwarden.plugin.host;

import dev.feedwarden.api.Context;
import dev.feedwarden.api.Reading;
import dev.feedwarden.api.check.HealthCheck;
import io.vertx.core.Future;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Looks for the process of a file with its number, or for those whose command line matches, off the event loop. */
final class ProcessCheck implements HealthCheck {

    private static final int MOST_PID_FILE_BYTES = 64;

    private final Context context;
    private final Proc proc;
    private final @Nullable Path pidFile;
    private final @Nullable Pattern pattern;
    private final int processors;
    private Map<Long, Proc.Running> last = Map.of();
    private Proc.@Nullable Running oldest;
    private long lookedNanos;

    /** One of {@code pidFile} and {@code pattern} is given. */
    ProcessCheck(Context context, Proc proc, @Nullable Path pidFile, @Nullable Pattern pattern, int processors) {
        this.context = context;
        this.proc = proc;
        this.pidFile = pidFile;
        this.pattern = pattern;
        this.processors = processors;
    }

    @Override
    public Future<List<Reading>> check() {
        return context.vertx().executeBlocking(this::find, false).map(this::compare);
    }

    private List<Proc.Running> find() throws IOException {
        List<Proc.Running> found = new ArrayList<>();
        for (long pid : pidFile == null ? proc.pids() : fromFile(pidFile)) {
            if (pattern == null || pattern.matcher(proc.commandLine(pid)).find()) {
                proc.process(pid).ifPresent(found::add);
            }
        }
        return found;
    }

    /** A file that is not there says that nothing runs. */
    private static List<Long> fromFile(Path file) throws IOException {
        String text;
        try {
            if (Files.size(file) > MOST_PID_FILE_BYTES) {
                throw new IOException(file + ": expected the number of a process, found a larger file");
            }
            text = Files.readString(file).trim();
        } catch (NoSuchFileException e) {
            return List.of();
        }
        if (!text.matches("[1-9][0-9]{0,9}")) {
            throw new IOException(file + ": expected the number of a process, found something else");
        }
        return List.of(Long.valueOf(text));
    }

    private List<Reading> compare(List<Proc.Running> found) {
        long now = context.timers().nanoTime();
        List<Reading> readings = new ArrayList<>();
        readings.add(reading(HostMetric.PRESENT, found.size()));
        readings.add(reading(
                HostMetric.RESIDENT,
                found.stream().mapToDouble(Proc.Running::residentBytes).sum()));
        readings.add(reading(HostMetric.CPU_SHARE, cpu(found, (now - lookedNanos) / 1e9)));
        Optional<Proc.Running> first = found.stream().min(Comparator.comparingLong(Proc.Running::started));
        if (first.isPresent()) {
            Proc.Running known = oldest;
            oldest = first.get();
            if (known != null && (known.pid() != oldest.pid() || known.started() != oldest.started())) {
                readings.add(reading(HostMetric.RESTARTS, 1));
            }
        }
        last = found.stream().collect(Collectors.toMap(Proc.Running::pid, each -> each));
        lookedNanos = now;
        return readings;
    }

    /** Of those that ran the time before, too; NaN the first time. */
    private double cpu(List<Proc.Running> found, double seconds) {
        if (last.isEmpty() || seconds <= 0) {
            return Double.NaN;
        }
        double ticks = 0;
        for (Proc.Running running : found) {
            Proc.Running before = last.get(running.pid());
            if (before != null && before.started() == running.started()) {
                ticks += running.cpuTicks() - before.cpuTicks();
            }
        }
        return ticks / Proc.TICKS_PER_SECOND / seconds / processors;
    }

    private Reading reading(HostMetric metric, double value) {
        return new Reading(
                metric.declared().name(), context.id(), value, context.timers().now());
    }
}
