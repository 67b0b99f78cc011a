package dev.feedwarden.supervisor.alert;

import dev.feedwarden.rules.Level;
import dev.feedwarden.rules.Severity;
import dev.feedwarden.supervisor.history.Incident;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something that a person is to be told.
 *
 * @param occasion why now
 * @param incident as it stands with this occasion, its timeline included; {@code mailed} alone says how it was before:
 *     the first announcement of an incident has it false, and begins the thread
 * @param level the level that is told of
 * @param severity how urgent it is
 * @param about the rule's sentence
 * @param value what was measured, with its unit, for a person: {@code 12 s}
 * @param affected what else is in trouble because of it; its incidents tell of themselves no more than here
 * @param next what will be tried next and when, for a person; null for nothing
 * @param limit the threshold of the level, for a person: {@code red above 10 s}; null for none
 * @param runbook what the rule wants a person to do, as text or a link; null for nothing
 */
public record Announcement(
        Occasion occasion,
        Incident incident,
        Level level,
        Severity severity,
        String about,
        String value,
        List<String> affected,
        @Nullable String next,
        Instant time,
        @Nullable String limit,
        @Nullable String runbook) {

    public Announcement {
        affected = List.copyOf(affected);
    }

    /** One of a rule that names neither a threshold nor a runbook. */
    public Announcement(
            Occasion occasion,
            Incident incident,
            Level level,
            Severity severity,
            String about,
            String value,
            List<String> affected,
            @Nullable String next,
            Instant time) {
        this(occasion, incident, level, severity, about, value, affected, next, time, null, null);
    }

    /** Why a person is told. */
    public enum Occasion {
        /** The subject reached a level that the rule wants told. */
        REACHED,
        /** A ladder's {@code warn} step. */
        WARNED,
        /** A ladder came to its end: a person is needed. */
        ESCALATED,
        /** It lasts, and nobody takes care of it: said again to those who know. */
        REMINDED,
        /** It lasts, and nobody takes care of it: further people are told. */
        PASSED_ON,
        /** The subject is green again. */
        RESOLVED
    }
}
