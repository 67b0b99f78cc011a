package dev.feedwarden.rules.trial;

import dev.feedwarden.rules.Place;
import java.util.List;

/**
 * An expectation that was not met.
 *
 * @param place of the expectation
 * @param at when, as {@code 10m}, counted from the test's start
 * @param what {@code level}, {@code value}, {@code steps} or {@code mails}
 * @param tail the newest readings by then of the metric that the rule judges, as {@code 9m 1}, oldest first
 */
public record Failure(
        Place place,
        String at,
        String rule,
        String subject,
        String what,
        String expected,
        String found,
        List<String> tail) {

    public Failure {
        tail = List.copyOf(tail);
    }
}
