package dev.feedwarden.rules.trial;

import java.time.Duration;

/**
 * Readings of the same value, one after another.
 *
 * @param from when the first is, counted from the test's start
 * @param every how far apart they are; zero for a single one
 * @param count how many there are; at least one
 */
record Run(Duration from, Duration every, int count, double value) {

    /** When one of them is; counted from 0. */
    Duration at(int index) {
        return from.plus(every.multipliedBy(index));
    }
}
