package dev.feedwarden.plugin.logs;

import static dev.feedwarden.api.Metric.Kind.EVENT;
import static dev.feedwarden.api.Metric.Kind.GAUGE;

import dev.feedwarden.api.Metric;
import dev.feedwarden.api.Unit;
import java.util.List;

/** What the check measures. */
final class LogsMetrics {

    static final Metric LINES = new Metric("logs.lines", EVENT, Unit.NONE, "Lines read");
    static final Metric MATCHES =
            new Metric("logs.matches", EVENT, Unit.NONE, "Lines with a pattern; by pattern, and all together");
    static final Metric ERRORS = new Metric("logs.errors", EVENT, Unit.NONE, "Lines that tell of an error");
    static final Metric NEW_ERRORS =
            new Metric("logs.new_errors", EVENT, Unit.NONE, "Types of error that were not seen before");
    static final Metric ERROR_TYPES = new Metric("logs.error_types", GAUGE, Unit.NONE, "Types of error remembered");
    static final Metric TYPES_FORGOTTEN =
            new Metric("logs.types_forgotten", EVENT, Unit.NONE, "Types of error forgotten because there are too many");
    static final Metric READABLE =
            new Metric("logs.reachable", GAUGE, Unit.SHARE, "Share of the sources that can be read");
    static final Metric BEHIND = new Metric("logs.behind", GAUGE, Unit.BYTES, "Written but not read yet");
    static final Metric LINES_CUT =
            new Metric("logs.lines_cut", EVENT, Unit.NONE, "Lines of which only the first 16 KiB were looked at");
    static final Metric ROTATIONS =
            new Metric("logs.rotations", EVENT, Unit.NONE, "Files that were replaced or cut short");

    static final Metric UNSAVED = new Metric(
            "logs.positions_unsaved",
            EVENT,
            Unit.NONE,
            "Looks after which it could not be kept how far things are read");
    static final Metric JOURNAL_RESTARTS =
            new Metric("logs.journal_restarts", EVENT, Unit.NONE, "How often journalctl ended by itself");
    static final Metric JOURNAL_FULL = new Metric(
            "logs.journal_full", EVENT, Unit.NONE, "Looks at which there was no room for more entries of the journal");

    static final List<Metric> ALL = List.of(
            LINES,
            MATCHES,
            ERRORS,
            NEW_ERRORS,
            ERROR_TYPES,
            TYPES_FORGOTTEN,
            READABLE,
            BEHIND,
            LINES_CUT,
            ROTATIONS,
            UNSAVED,
            JOURNAL_RESTARTS,
            JOURNAL_FULL);

    private LogsMetrics() {}
}
