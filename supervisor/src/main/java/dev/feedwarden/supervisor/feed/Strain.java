package dev.feedwarden.supervisor.feed;

import java.time.Duration;

/**
 * How a feed is held back at the moment.
 *
 * @param breaker the worst of its connections
 * @param failedInARow attempts that failed in a row, of the connection that has most
 * @param storm whether connections are made anew too often
 * @param pace the least time between two subscribe requests because of complaints
 */
record Strain(Breaker.State breaker, int failedInARow, boolean storm, Duration pace) {

    /** Whether the feed is held back in the same way. */
    boolean sameHold(Strain other) {
        return breaker == other.breaker && storm == other.storm && pace.equals(other.pace);
    }
}
