package dev.feedwarden.rules;

import java.time.Instant;

/**
 * What a rule says of one subject now.
 *
 * @param value in the measure's unit; NaN where nothing is known
 * @param since when the level began
 * @param evidence the last healthy evidence; see {@link StatusChange}
 * @param noted whether the {@code info} threshold is met
 */
public record RuleState(
        Rule rule,
        String subject,
        Level level,
        double value,
        Instant since,
        Instant evidence,
        boolean noted,
        Marks marks) {}
