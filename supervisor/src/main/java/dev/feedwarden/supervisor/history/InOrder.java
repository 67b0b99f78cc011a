package dev.feedwarden.supervisor.history;

import dev.feedwarden.api.Reading;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;

/**
 * Puts readings that are nearly in the order of their times into that order. One that is late by more than the slack is
 * given at the time of the one before it. Holds as many readings as the slack has.
 */
final class InOrder {

    private final Duration slack;
    private final Consumer<Reading> into;
    private final Deque<Reading> held = new ArrayDeque<>();
    private final List<Reading> later = new ArrayList<>();
    private Instant given = Instant.MIN;

    InOrder(Duration slack, Consumer<Reading> into) {
        this.slack = slack;
        this.into = into;
    }

    void take(Reading reading) {
        Reading placed = reading.time().isBefore(given)
                ? new Reading(reading.metric(), reading.subject(), reading.value(), given)
                : reading;
        while (!held.isEmpty() && held.getLast().time().isAfter(placed.time())) {
            later.add(held.removeLast());
        }
        held.addLast(placed);
        for (int i = later.size() - 1; i >= 0; i--) {
            held.addLast(later.get(i));
        }
        later.clear();
        Instant settled = held.getLast().time().minus(slack);
        while (held.getFirst().time().isBefore(settled)) {
            give(held.removeFirst());
        }
    }

    /** Gives the rest. */
    void end() {
        held.forEach(this::give);
        held.clear();
    }

    private void give(Reading reading) {
        given = reading.time();
        into.accept(reading);
    }

    /** By time alone. */
    static final Comparator<Reading> BY_TIME = Comparator.comparing(Reading::time);
}
