package dev.feedwarden.supervisor.feed;

import dev.feedwarden.api.Timers;
import dev.feedwarden.api.feed.Feed;
import dev.feedwarden.api.feed.FeedLimits;
import java.util.List;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * What all sessions of one feed share.
 *
 * @param random for jitter
 * @param gone is told of streams that do not exist any more
 */
record FeedScope(
        Feed feed,
        FeedLimits limits,
        Patience patience,
        Timers timers,
        RandomGenerator random,
        StreamPlan plan,
        VenueClock clock,
        FeedCounters counters,
        FeedReport report,
        TickIntake intake,
        Quarantine quarantine,
        Consumer<List<String>> gone) {}
