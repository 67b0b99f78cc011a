package dev.feedwarden.rules.measure;

import dev.feedwarden.api.Metric;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What is computed from a metric's readings: {@code count over 1h}. Immutable. */
public interface Measure {

    /** As a rule file writes it, with the durations that are in force. */
    String text();

    /** What its values are counted in. */
    Dimension dimension();

    /** Which values it can have. */
    Range range();

    /** Whether its values are spans of time that pass, so that a file's time scale shortens its thresholds. */
    default boolean passes() {
        return false;
    }

    /** How far back it looks; null where the last reading tells all. */
    default @Nullable Duration window() {
        return null;
    }

    /** The metric whose readings of the same subject it takes besides those of the rule's own; null for none. */
    default @Nullable Metric other() {
        return null;
    }

    /**
     * Begins to measure one subject.
     *
     * @param declared since when the subject is known, in nanoseconds since 1970
     */
    Measurement begin(long declared);
}
