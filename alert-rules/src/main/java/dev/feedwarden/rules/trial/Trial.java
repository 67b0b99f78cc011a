package dev.feedwarden.rules.trial;

import dev.feedwarden.rules.Place;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * One test.
 *
 * @param start the moment that its times are counted from
 * @param subjects who is judged: the type of the plugin by subject
 * @param expectations in the order of their times
 */
record Trial(
        String name,
        Place place,
        Instant start,
        Map<String, String> subjects,
        List<Series> series,
        List<Expectation> expectations) {}
