package dev.feedwarden.supervisor;

import com.sun.management.OperatingSystemMXBean;
import dev.feedwarden.api.Metric;
import dev.feedwarden.supervisor.status.CoreMetrics;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.DoubleSupplier;

/** What this process takes of the machine. */
final class ProcessSources {

    private static final Path STATUS = Path.of("/proc/self/status");
    private static final String RESIDENT = "VmRSS:";
    private static final int KIBIBYTE = 1024;

    private ProcessSources() {}

    static Map<Metric, DoubleSupplier> of() {
        return Map.of(
                CoreMetrics.PROCESS_MEMORY, ProcessSources::resident, CoreMetrics.PROCESS_CPU, ProcessSources::load);
    }

    static double resident() {
        return resident(STATUS);
    }

    /**
     * Resident memory in bytes; NaN where it is not told.
     *
     * @param status as Linux writes it in {@code /proc/PID/status}, which it makes in memory, so reading does not block
     */
    static double resident(Path status) {
        try {
            return Files.readAllLines(status).stream()
                    .filter(line -> line.startsWith(RESIDENT))
                    .mapToDouble(line -> Double.parseDouble(line.replaceAll("[^0-9]", "")) * KIBIBYTE)
                    .findFirst()
                    .orElse(Double.NaN);
        } catch (IOException e) {
            return Double.NaN; // another system than Linux
        }
    }

    /** Share of all processors since the last time it was asked; NaN where it is not known. */
    private static double load() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
                        && system.getProcessCpuLoad() >= 0
                ? Math.min(1, system.getProcessCpuLoad())
                : Double.NaN;
    }
}
