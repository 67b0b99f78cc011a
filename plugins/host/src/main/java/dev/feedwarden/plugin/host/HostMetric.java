package dev.feedwarden.plugin.host;

import dev.feedwarden.api.Metric;
import dev.feedwarden.api.Metric.Kind;
import dev.feedwarden.api.Unit;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** What the checks of this plugin measure, by the kind of check. */
enum HostMetric {
    DISK_FREE("host", Kind.GAUGE, Unit.BYTES, "Bytes that may still be written where the path lies"),
    DISK_USED("host", Kind.GAUGE, Unit.SHARE, "Share of the disk that may not be written to any more"),
    INODES_USED("host", Kind.GAUGE, Unit.SHARE, "Share of the inodes in use; none where there is no limit"),
    MEMORY_AVAILABLE("host", Kind.GAUGE, Unit.BYTES, "Memory that programs can still have without swapping"),
    MEMORY_USED("host", Kind.GAUGE, Unit.SHARE, "Share of the memory that programs cannot have any more"),
    SWAP_USED("host", Kind.GAUGE, Unit.SHARE, "Share of the swap space in use; none without swap"),
    LOAD("host", Kind.GAUGE, Unit.NONE, "Load average of 5 minutes, for each processor"),
    CPU("host", Kind.GAUGE, Unit.SHARE, "Processor time that was not idle since the check before, of all"),
    OPEN_FILES("host", Kind.GAUGE, Unit.SHARE, "Open files of the whole machine, of those it allows"),

    OFFSET("ntp", Kind.GAUGE, Unit.SECONDS, "How far our clock is off, either way, as the time server says"),
    ROUND_TRIP("ntp", Kind.GAUGE, Unit.SECONDS, "How long the time server's answer took on its way"),
    STRATUM("ntp", Kind.GAUGE, Unit.NONE, "How many steps the time server is from a reference clock"),

    PRESENT("process", Kind.GAUGE, Unit.NONE, "How many such processes there are"),
    RESIDENT("process", Kind.GAUGE, Unit.BYTES, "Memory of these processes that is resident"),
    CPU_SHARE("process", Kind.GAUGE, Unit.SHARE, "Processor time of these since the check before, of all processors"),
    RESTARTS("process", Kind.EVENT, Unit.NONE, "How often the oldest of them was another than before"),

    ACTIVE("unit", Kind.GAUGE, Unit.NONE, "1 if the unit is active, 0 if not"),
    FAILED("unit", Kind.GAUGE, Unit.NONE, "1 if the unit has failed, 0 if not"),
    UNIT_RESTARTS("unit", Kind.COUNTER, Unit.NONE, "How often systemd has restarted the unit by itself"),

    STATE("nagios", Kind.GAUGE, Unit.NONE, "0 for OK, 1 for WARNING, 2 for CRITICAL; none for UNKNOWN"),
    UNKNOWN("nagios", Kind.GAUGE, Unit.NONE, "1 if the check could not say, 0 if it could"),
    DURATION("nagios", Kind.GAUGE, Unit.SECONDS, "How long the check ran"),
    LABEL_STATE("nagios", Kind.GAUGE, Unit.NONE, "As nagios.state, of one value by the ranges it came with"),
    VALUE("nagios", Kind.GAUGE, Unit.NONE, "A value of performance data without unit"),
    SECONDS("nagios", Kind.GAUGE, Unit.SECONDS, "A time of performance data (s, ms, us)"),
    BYTES("nagios", Kind.GAUGE, Unit.BYTES, "A size of performance data (B, KB, MB, GB, TB; 1024s)"),
    SHARE("nagios", Kind.GAUGE, Unit.SHARE, "A percentage of performance data"),
    COUNT("nagios", Kind.COUNTER, Unit.NONE, "A running total of performance data (c)");

    private final String group;
    private final Kind kind;
    private final Unit unit;
    private final String about;

    HostMetric(String group, Kind kind, Unit unit, String about) {
        this.group = group;
        this.kind = kind;
        this.unit = unit;
        this.about = about;
    }

    /** The metric as rules know it: {@code host.disk_free}. */
    Metric declared() {
        String name = name().toLowerCase(Locale.ROOT);
        return switch (group) {
            case "host" -> new Metric("host." + name, kind, unit, about);
            case "nagios" -> new Metric("nagios." + name, kind, unit, about);
            // process.cpu and process.memory are Feedwarden's own.
            default -> new Metric("host." + group + "_" + name.replace(group + "_", ""), kind, unit, about);
        };
    }

    static List<Metric> of(String group) {
        return Stream.of(values())
                .filter(metric -> metric.group.equals(group))
                .map(HostMetric::declared)
                .toList();
    }
}
