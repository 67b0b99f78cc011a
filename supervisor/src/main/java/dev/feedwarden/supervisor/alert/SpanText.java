package dev.feedwarden.supervisor.alert;

import java.time.Duration;

/** Spans of time for a person: {@code 12 s}, {@code 3 min}, {@code 2 h 5 min}, {@code 3 d 4 h}. */
final class SpanText {

    private SpanText() {}

    static String of(Duration span) {
        Duration positive = span.isNegative() ? Duration.ZERO : span;
        if (positive.toMinutes() < 2) {
            return positive.toSeconds() + " s";
        }
        if (positive.toHours() < 2) {
            return positive.toMinutes() + " min";
        }
        if (positive.toDays() < 2) {
            return positive.toHours() + " h " + positive.toMinutesPart() + " min";
        }
        return positive.toDays() + " d " + positive.toHoursPart() + " h";
    }
}
