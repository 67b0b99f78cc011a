package dev.feedwarden.plugin.host;

import dev.feedwarden.api.Context;
import dev.feedwarden.api.Reading;
import dev.feedwarden.api.check.HealthCheck;
import dev.feedwarden.api.event.FaultKind;
import io.vertx.core.Future;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Looks at the machine and at the disks of some paths, off the event loop. */
final class MachineCheck implements HealthCheck {

    /** Free and all inodes, as coreutils and busybox print them; Java does not know of inodes. */
    private static final List<String> INODES = List.of("/usr/bin/stat", "-f", "-c", "%d %c", "--");

    private static final Duration INODES_TIMEOUT = Duration.ofSeconds(5);

    private final Context context;
    private final Proc proc;
    private final List<Path> paths;
    private final int processors;
    private final Commands commands;
    private Proc.@Nullable Cpu last;

    MachineCheck(Context context, Proc proc, List<Path> paths, int processors) {
        this.context = context;
        this.proc = proc;
        this.paths = paths;
        this.processors = processors;
        this.commands = new Commands(context);
    }

    @Override
    public Future<List<Reading>> check() {
        Future<List<Reading>> readings = context.vertx().executeBlocking(this::look, false);
        for (Path path : paths) {
            readings = readings.compose(had -> inodes(path).map(used -> {
                had.add(reading(HostMetric.INODES_USED, path.toString(), used));
                return had;
            }));
        }
        return readings;
    }

    private List<Reading> look() throws IOException {
        List<Reading> readings = new ArrayList<>();
        for (Path path : paths) {
            if (!context.disk().exists(path)) {
                throw new NoSuchFileException(path.toString(), null, "there is no such path");
            }
            double free = context.disk().usableBytes(path);
            readings.add(reading(HostMetric.DISK_FREE, path.toString(), free));
            double all = Math.max(1, context.disk().totalBytes(path));
            readings.add(reading(HostMetric.DISK_USED, path.toString(), 1 - free / all));
        }
        memory(proc.memory(), readings);
        readings.add(reading(HostMetric.LOAD, "", proc.load() / processors));
        readings.add(reading(HostMetric.CPU, "", cpu(proc.cpu())));
        readings.add(reading(HostMetric.OPEN_FILES, "", proc.openFiles()));
        return readings;
    }

    private void memory(Map<String, Double> memory, List<Reading> readings) {
        double available = memory.getOrDefault("MemAvailable", Double.NaN);
        double swap = memory.getOrDefault("SwapTotal", 0.0);
        readings.add(reading(HostMetric.MEMORY_AVAILABLE, "", available));
        readings.add(reading(HostMetric.MEMORY_USED, "", 1 - available / memory.getOrDefault("MemTotal", Double.NaN)));
        double used = swap > 0 ? 1 - memory.getOrDefault("SwapFree", Double.NaN) / swap : Double.NaN;
        readings.add(reading(HostMetric.SWAP_USED, "", used));
    }

    private synchronized double cpu(Proc.Cpu now) {
        Proc.Cpu before = last;
        last = now;
        return before == null || now.total() <= before.total()
                ? Double.NaN
                : (now.busy() - before.busy()) / (now.total() - before.total());
    }

    private Future<Double> inodes(Path path) {
        List<String> command = new ArrayList<>(INODES);
        command.add(path.toString());
        return commands.run(command, INODES_TIMEOUT)
                .map(ended -> share(ended.output()))
                .otherwise(failure -> {
                    context.fault(FaultKind.PLUGIN, "inodes of " + path + ": " + failure.getMessage());
                    return Double.NaN;
                });
    }

    /** Some file systems have no limit, and then say zero. */
    static double share(String printed) {
        String[] parts = printed.trim().split(" ", -1);
        if (parts.length != 2 || !printed.trim().matches("[0-9]+ [0-9]+")) {
            throw new IllegalStateException("expected two numbers, found '" + printed.trim() + "'");
        }
        double all = Double.parseDouble(parts[1]);
        return all > 0 ? 1 - Double.parseDouble(parts[0]) / all : Double.NaN;
    }

    private Reading reading(HostMetric metric, String path, double value) {
        String subject = path.isEmpty() ? context.id() : context.id() + path;
        return new Reading(
                metric.declared().name(), subject, value, context.timers().now());
    }

    @Override
    public Future<Void> close() {
        commands.close();
        return Future.succeededFuture();
    }
}
