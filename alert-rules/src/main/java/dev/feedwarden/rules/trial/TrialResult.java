package dev.feedwarden.rules.trial;

import dev.feedwarden.rules.Place;
import java.util.List;

/**
 * How a test went.
 *
 * @param failures empty for a test that passed
 */
public record TrialResult(String name, Place place, List<Failure> failures) {

    public TrialResult {
        failures = List.copyOf(failures);
    }

    public boolean passed() {
        return failures.isEmpty();
    }
}
