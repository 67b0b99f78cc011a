package dev.feedwarden.supervisor.web;

import dev.feedwarden.supervisor.status.StatusBoard.FeedStatus;
import dev.feedwarden.supervisor.status.StatusBoard.StreamStatus;
import org.jspecify.annotations.Nullable;

/** How late a feed's data is: the middle one of its streams' last lags. */
final class Lag {

    private Lag() {}

    /** In milliseconds; null before the first tick. */
    static @Nullable Long of(FeedStatus feed) {
        long[] lags = feed.detail().streams().values().stream()
                .filter(stream -> stream.lastTick() != null)
                .mapToLong(StreamStatus::lagMillis)
                .sorted()
                .toArray();
        return lags.length == 0 ? null : lags[lags.length / 2];
    }
}
