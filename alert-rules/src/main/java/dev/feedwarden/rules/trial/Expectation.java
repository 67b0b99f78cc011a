package dev.feedwarden.rules.trial;

import dev.feedwarden.rules.Level;
import dev.feedwarden.rules.Place;
import dev.feedwarden.rules.yaml.Scalar;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a rule must say at a moment. What is null is not asked for.
 *
 * @param at counted from the test's start; readings of that moment count
 * @param rule the id, as it stands in the file
 * @param subject null where the rule judges only one
 * @param value in the rule's unit, as it stands in the file; {@code none} for a value that is unknown
 * @param steps what the ladder has done since the test's start, in order
 * @param mails how often a person was told since the test's start
 */
record Expectation(
        Place place,
        Duration at,
        Scalar rule,
        @Nullable Scalar subject,
        @Nullable Level level,
        @Nullable Scalar value,
        @Nullable List<String> steps,
        @Nullable Integer mails) {}
