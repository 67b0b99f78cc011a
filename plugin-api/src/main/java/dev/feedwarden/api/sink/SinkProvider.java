package dev.feedwarden.api.sink;

import dev.feedwarden.api.Context;
import dev.feedwarden.api.Provider;

/** Makes sinks of one kind. */
public interface SinkProvider extends Provider<Context, Sink> {}
