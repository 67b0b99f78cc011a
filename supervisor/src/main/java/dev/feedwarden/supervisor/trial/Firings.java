package dev.feedwarden.supervisor.trial;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * When the rules of a set fired.
 *
 * @param all in the order of their beginnings
 * @param beyond how many more there were than are remembered
 * @param end of the span, up to which those count that were not over
 */
public record Firings(List<Firing> all, long beyond, Instant end) {

    public Firings {
        all = List.copyOf(all);
    }

    public int mails() {
        return all.stream().mapToInt(Firing::mails).sum();
    }

    /** How long they were together. */
    public Duration length() {
        return all.stream().map(firing -> firing.length(end)).reduce(Duration.ZERO, Duration::plus);
    }

    /** Those that meet none of the other set's. */
    public List<Firing> without(Firings other) {
        return all.stream()
                .filter(firing -> other.all.stream().noneMatch(firing::meets))
                .toList();
    }

    /** Those that meet one of the other set's. */
    public List<Firing> alsoIn(Firings other) {
        return all.stream()
                .filter(firing -> other.all.stream().anyMatch(firing::meets))
                .toList();
    }
}
