package dev.feedwarden.api.feed;

import dev.feedwarden.api.Provider;

/** Makes feeds of one kind. */
public interface FeedProvider extends Provider<FeedContext, Feed> {}
