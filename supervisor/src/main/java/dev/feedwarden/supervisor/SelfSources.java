package dev.feedwarden.supervisor;

import dev.feedwarden.api.Disk;
import dev.feedwarden.api.Metric;
import dev.feedwarden.supervisor.alert.Channels;
import dev.feedwarden.supervisor.journal.FileJournal;
import dev.feedwarden.supervisor.metrics.Meter;
import dev.feedwarden.supervisor.metrics.Meters;
import dev.feedwarden.supervisor.plugin.PluginHost;
import dev.feedwarden.supervisor.status.CoreMetrics;
import dev.feedwarden.supervisor.status.SelfReadings;
import dev.feedwarden.supervisor.web.ApiMeasure;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.DoubleSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where the supervisor's readings of itself and of the sinks come from. */
final class SelfSources {

    private static final Logger LOG = LoggerFactory.getLogger(SelfSources.class);

    /** The limits that a meter counts already. */
    private static final Map<Metric, Meter> METERED = Map.ofEntries(
            Map.entry(CoreMetrics.QUOTES_DROPPED, Meter.QUOTES_DROPPED),
            Map.entry(CoreMetrics.API_ERRORS, Meter.API_ERRORS),
            Map.entry(CoreMetrics.LOG_FOLDED, Meter.LOG_FOLDED),
            Map.entry(CoreMetrics.MAIL_DEAD, Meter.MAIL_DEAD),
            Map.entry(CoreMetrics.MAIL_MISCONFIGURED, Meter.MAIL_MISCONFIGURED),
            Map.entry(CoreMetrics.NOTICES_DEAD, Meter.NOTICE_DEAD),
            Map.entry(CoreMetrics.JOURNAL_ABANDONED, Meter.JOURNAL_ABANDONED),
            Map.entry(CoreMetrics.JOURNAL_DAMAGED, Meter.JOURNAL_DAMAGED),
            Map.entry(CoreMetrics.SINK_QUARANTINED, Meter.SINK_QUARANTINED),
            Map.entry(CoreMetrics.SINK_OPEN, Meter.SINK_OPEN),
            Map.entry(CoreMetrics.SINK_REFUSED, Meter.SINK_REFUSED),
            Map.entry(CoreMetrics.SINK_TIMEOUTS, Meter.SINK_TIMEOUTS),
            Map.entry(CoreMetrics.SINK_RETRIES, Meter.SINK_RETRIES),
            Map.entry(CoreMetrics.HISTORY_REJECTED, Meter.HISTORY_REJECTED),
            Map.entry(CoreMetrics.WEB_READERS_REFUSED, Meter.WEB_READERS_REFUSED),
            Map.entry(CoreMetrics.PLUGIN_LOADERS_LEAKED, Meter.PLUGIN_LOADERS_LEAKED),
            Map.entry(CoreMetrics.PLUGIN_LOOPS_HELD, Meter.PLUGIN_LOOPS_HELD));

    /** What each sink's meters count already. */
    private static final Map<Metric, Meter> OF_SINKS = Map.of(
            CoreMetrics.SINK_OPEN, Meter.SINK_OPEN,
            CoreMetrics.SINK_REFUSED, Meter.SINK_REFUSED,
            CoreMetrics.SINK_TIMEOUTS, Meter.SINK_TIMEOUTS,
            CoreMetrics.SINK_RETRIES, Meter.SINK_RETRIES,
            CoreMetrics.SINK_QUARANTINED, Meter.SINK_QUARANTINED);

    private SelfSources() {}

    static SelfReadings of(
            FileJournal journal,
            Channels channels,
            PluginHost host,
            ApiMeasure api,
            Disk disk,
            Path data,
            Meters meters) {
        Map<Metric, DoubleSupplier> sources = metered(meters);
        sources.putAll(Map.of(
                CoreMetrics.JOURNAL_BACKLOG, () -> journal.status().backlog(),
                CoreMetrics.JOURNAL_REFUSED, () -> journal.status().refused(),
                CoreMetrics.JOURNAL_OLDEST, journal::oldestSeconds,
                CoreMetrics.JOURNAL_ACCEPTING, () -> journal.accepting() ? 1 : 0,
                CoreMetrics.JOURNAL_SYNC, () -> meters.longest(Meter.JOURNAL_SYNC),
                CoreMetrics.JOURNAL_FULL, journal::full));
        sources.putAll(Map.of(
                CoreMetrics.OUTBOX_MAILS, () -> channels.backlog().mails(),
                CoreMetrics.OUTBOX_OLDEST, () -> channels.backlog().oldestSeconds(),
                CoreMetrics.PLUGIN_FAILED, () -> failed(host),
                CoreMetrics.API_RESPONSE_TIME, api::p95Seconds,
                CoreMetrics.API_REQUESTS, api::requests,
                CoreMetrics.MEMORY_HEAP, SelfSources::heap,
                CoreMetrics.DISK_FREE, () -> free(disk, data),
                CoreMetrics.DISK_USED, () -> used(disk, data)));
        sources.putAll(Map.of(
                CoreMetrics.NOTICES_WAITING, () -> channels.notices().mails(),
                CoreMetrics.NOTICES_OLDEST, () -> channels.notices().oldestSeconds()));
        sources.putAll(ProcessSources.of());
        SelfReadings readings = new SelfReadings(sources);
        journal.status().stored().keySet().forEach(sink -> readings.add(sink, sink(sink, journal, meters)));
        return readings;
    }

    /** The sources of one sink's readings. What its meters have not said yet is 0. */
    static Map<Metric, DoubleSupplier> sink(String id, FileJournal journal, Meters meters) {
        Map<Metric, DoubleSupplier> sources = new HashMap<>();
        sources.put(CoreMetrics.SINK_BACKLOG, () -> journal.backlog(id));
        sources.put(CoreMetrics.SINK_LAG, () -> journal.lagSeconds(id));
        OF_SINKS.forEach((metric, meter) -> sources.put(metric, () -> meters.value(meter, id)));
        return sources;
    }

    static Map<Metric, DoubleSupplier> metered(Meters meters) {
        Map<Metric, DoubleSupplier> sources = new HashMap<>();
        METERED.forEach((metric, meter) -> sources.put(metric, () -> meters.total(meter)));
        return sources;
    }

    /** Says the same of the process and its disk in meters, to whoever reads those. */
    static void meter(Meters meters, Disk disk, Path data, Instant started) {
        meters.gauge(Meter.START_TIME, started::getEpochSecond);
        meters.gauge(Meter.PROCESS_MEMORY, ProcessSources::resident);
        meters.gauge(Meter.HEAP_USED, SelfSources::heap);
        meters.gauge(Meter.DISK_FREE, () -> free(disk, data));
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

    static double used(Disk disk, Path data) {
        try {
            return 1 - (double) disk.usableBytes(data) / disk.totalBytes(data);
        } catch (IOException e) {
            LOG.warn("event=disk-unreadable folder={} error={}", data, e.toString());
            return Double.NaN;
        }
    }
}
