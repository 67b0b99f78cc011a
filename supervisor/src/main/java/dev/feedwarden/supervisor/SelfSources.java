package dev.feedwarden.supervisor;

import dev.feedwarden.api.Disk;
import dev.feedwarden.api.Metric;
import dev.feedwarden.supervisor.alert.Outbox;
import dev.feedwarden.supervisor.journal.FileJournal;
import dev.feedwarden.supervisor.metrics.Meter;
import dev.feedwarden.supervisor.metrics.Meters;
import dev.feedwarden.supervisor.plugin.PluginHost;
import dev.feedwarden.supervisor.status.CoreMetrics;
import dev.feedwarden.supervisor.status.SelfReadings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.function.DoubleSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where the supervisor's readings of itself come from. */
final class SelfSources {

    private static final Logger LOG = LoggerFactory.getLogger(SelfSources.class);

    /** The limits that a meter counts already. */
    private static final Map<Metric, Meter> METERED = Map.of(
            CoreMetrics.MAIL_DEAD, Meter.MAIL_DEAD,
            CoreMetrics.SINK_QUARANTINED, Meter.SINK_QUARANTINED,
            CoreMetrics.HISTORY_REJECTED, Meter.HISTORY_REJECTED,
            CoreMetrics.WEB_READERS_REFUSED, Meter.WEB_READERS_REFUSED,
            CoreMetrics.PLUGIN_LOADERS_LEAKED, Meter.PLUGIN_LOADERS_LEAKED);

    private SelfSources() {}

    static SelfReadings of(FileJournal journal, Outbox outbox, PluginHost host, Disk disk, Path data, Meters meters) {
        Map<Metric, DoubleSupplier> sources = metered(meters);
        sources.putAll(Map.of(
                CoreMetrics.JOURNAL_BACKLOG, () -> journal.status().backlog(),
                CoreMetrics.JOURNAL_REFUSED, () -> journal.status().refused(),
                CoreMetrics.JOURNAL_OLDEST, journal::oldestSeconds,
                CoreMetrics.OUTBOX_MAILS, () -> outbox.backlog().mails(),
                CoreMetrics.OUTBOX_OLDEST, () -> outbox.backlog().oldestSeconds(),
                CoreMetrics.PLUGIN_FAILED, () -> failed(host),
                CoreMetrics.MEMORY_HEAP, SelfSources::heap,
                CoreMetrics.DISK_FREE, () -> free(disk, data)));
        return new SelfReadings(sources);
    }

    static Map<Metric, DoubleSupplier> metered(Meters meters) {
        Map<Metric, DoubleSupplier> sources = new HashMap<>();
        METERED.forEach((metric, meter) -> sources.put(metric, () -> meters.total(meter)));
        return sources;
    }

    private static double failed(PluginHost host) {
        return host.plugins().stream().filter(plugin -> plugin.error() != null).count();
    }

    private static double heap() {
        Runtime runtime = Runtime.getRuntime();
        return (double) (runtime.totalMemory() - runtime.freeMemory()) / runtime.maxMemory();
    }

    private static double free(Disk disk, Path data) {
        try {
            return disk.usableBytes(data);
        } catch (IOException e) {
            LOG.warn("event=disk-unreadable folder={} error={}", data, e.toString());
            return Double.NaN;
        }
    }
}
