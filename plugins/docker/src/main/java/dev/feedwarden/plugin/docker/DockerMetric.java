package dev.feedwarden.plugin.docker;

import dev.feedwarden.api.Metric;
import dev.feedwarden.api.Metric.Kind;
import dev.feedwarden.api.Unit;
import java.util.Locale;

/** What the check measures: {@link #REACHABLE} of the engine, all else of each container. */
enum DockerMetric {
    REACHABLE(Kind.GAUGE, Unit.NONE, "1 if the engine answered, 0 if not"),
    RUNNING(Kind.GAUGE, Unit.NONE, "1 if the container runs, 0 if it is in any other state or there is none"),
    HEALTHY(Kind.GAUGE, Unit.NONE, "1 if its own health check says healthy, 0 if unhealthy; none while starting"),
    RESTART_COUNT(Kind.COUNTER, Unit.NONE, "How often the engine itself has restarted the container"),
    RESTARTS(Kind.EVENT, Unit.NONE, "How often the container was started again, by whom ever"),
    OOM_KILLS(Kind.EVENT, Unit.NONE, "How often the container ended because its memory ran out"),
    MEMORY(Kind.GAUGE, Unit.BYTES, "Memory that the container uses, without what could be given back at once"),
    MEMORY_SHARE(Kind.GAUGE, Unit.SHARE, "Memory that the container uses, of its limit or else the machine's"),
    CPU(Kind.GAUGE, Unit.SHARE, "Processor time since the check before, of its limit or else of all processors"),
    LOG_ERRORS(Kind.EVENT, Unit.NONE, "Lines of the container's log that match one of the patterns"),
    LOG_MATCHES(Kind.EVENT, Unit.NONE, "As docker.log_errors, of each pattern by its name or else its number"),
    LOG_CUT(
            Kind.EVENT,
            Unit.NONE,
            "How often there was more log than is read at once; what a second more than filled is passed over");

    private final Kind kind;
    private final Unit unit;
    private final String about;

    DockerMetric(Kind kind, Unit unit, String about) {
        this.kind = kind;
        this.unit = unit;
        this.about = about;
    }

    /** The metric as rules know it: {@code docker.memory_share}. */
    Metric declared() {
        return new Metric("docker." + name().toLowerCase(Locale.ROOT), kind, unit, about);
    }
}
