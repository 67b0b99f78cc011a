package dev.feedwarden.rules;

import java.time.Instant;

/**
 * A rule says something else of a subject than it said before: another level, or something else besides the level.
 *
 * @param rule the rule's id
 * @param subject an instance's id, or {@code id/stream}
 * @param value what was measured, in the measure's unit; NaN where nothing is known
 * @param evidence the last healthy evidence: for {@code age} the last reading, else the last moment at green; ladders
 *     count their steps from it
 * @param time when the change took place
 * @param marks as they are now
 */
public record StatusChange(
        String rule, String subject, Level from, Level to, double value, Instant evidence, Instant time, Marks marks) {}
