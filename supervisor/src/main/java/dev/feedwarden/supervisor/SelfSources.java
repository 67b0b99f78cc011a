package dev.feedwarden.supervisor;

import dev.feedwarden.api.Disk;
import dev.feedwarden.supervisor.alert.Outbox;
import dev.feedwarden.supervisor.journal.FileJournal;
import dev.feedwarden.supervisor.plugin.PluginHost;
import dev.feedwarden.supervisor.status.CoreMetrics;
import dev.feedwarden.supervisor.status.SelfReadings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where the supervisor's readings of itself come from. */
final class SelfSources {

    private static final Logger LOG = LoggerFactory.getLogger(SelfSources.class);

    private SelfSources() {}

    static SelfReadings of(FileJournal journal, Outbox outbox, PluginHost host, Disk disk, Path data) {
        return new SelfReadings(Map.of(
                CoreMetrics.JOURNAL_BACKLOG, () -> journal.status().backlog(),
                CoreMetrics.JOURNAL_REFUSED, () -> journal.status().refused(),
                CoreMetrics.JOURNAL_OLDEST, journal::oldestSeconds,
                CoreMetrics.OUTBOX_MAILS, () -> outbox.backlog().mails(),
                CoreMetrics.OUTBOX_OLDEST, () -> outbox.backlog().oldestSeconds(),
                CoreMetrics.PLUGIN_FAILED, () -> failed(host),
                CoreMetrics.MEMORY_HEAP, SelfSources::heap,
                CoreMetrics.DISK_FREE, () -> free(disk, data)));
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
