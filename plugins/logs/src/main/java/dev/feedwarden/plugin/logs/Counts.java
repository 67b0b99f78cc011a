package dev.feedwarden.plugin.logs;

import com.google.re2j.Pattern;
import dev.feedwarden.api.Metric;
import dev.feedwarden.api.Reading;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What the lines of one look hold, by pattern and by type of error. Pure. */
final class Counts {

    private final List<Named> patterns;
    private final Pattern error;
    private final ErrorTypes types;
    private final int[] matches;
    private int lines;
    private int errors;
    private int newErrors;

    /** A pattern and the name by which rules know it. */
    record Named(String name, Pattern pattern) {}

    Counts(List<Named> patterns, Pattern error, ErrorTypes types) {
        this.patterns = patterns;
        this.error = error;
        this.types = types;
        matches = new int[patterns.size()];
    }

    void line(String line) {
        line(line, error.matcher(line).find());
    }

    /** A line of which is known whether it tells of an error. */
    private void line(String line, boolean isError) {
        lines++;
        for (int i = 0; i < matches.length; i++) {
            matches[i] += patterns.get(i).pattern().matcher(line).find() ? 1 : 0;
        }
        if (isError) {
            errors++;
            newErrors += types.isNew(line) ? 1 : 0;
        }
    }

    /** An entry of the journal: its priority or its words may tell of an error. */
    void entry(JournalEntry entry) {
        String line = entry.message();
        line(line, entry.error() || error.matcher(line).find());
    }

    ErrorTypes types() {
        return types;
    }

    /** The readings since the last call; none for what did not happen. */
    List<Reading> take(String id, Instant now) {
        List<Reading> readings = new ArrayList<>();
        event(readings, LogsMetrics.LINES, id, lines, now);
        event(readings, LogsMetrics.ERRORS, id, errors, now);
        event(readings, LogsMetrics.NEW_ERRORS, id, newErrors, now);
        event(readings, LogsMetrics.TYPES_FORGOTTEN, id, types.takeForgotten(), now);
        int all = 0;
        for (int i = 0; i < matches.length; i++) {
            event(readings, LogsMetrics.MATCHES, id + "/" + patterns.get(i).name(), matches[i], now);
            all += matches[i];
            matches[i] = 0;
        }
        event(readings, LogsMetrics.MATCHES, id, all, now);
        readings.add(new Reading(LogsMetrics.ERROR_TYPES.name(), id, types.size(), now));
        lines = 0;
        errors = 0;
        newErrors = 0;
        return readings;
    }

    static void event(List<Reading> readings, Metric metric, String subject, long count, Instant now) {
        if (count > 0) {
            readings.add(new Reading(metric.name(), subject, count, now));
        }
    }
}
