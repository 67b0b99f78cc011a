package dev.feedwarden.api.notify;

import dev.feedwarden.api.Context;
import dev.feedwarden.api.Provider;

/** Makes notifiers of one kind. */
public interface NotifierProvider extends Provider<Context, Notifier> {}
