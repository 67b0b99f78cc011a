package dev.feedwarden.api;

import io.vertx.core.Future;

/**
 * What a {@link Provider} makes for one entry of the configuration. Every method of an instance is called on the event
 * loop of its {@link Context}; none may block it.
 */
public interface Instance {

    /**
     * Lets go of everything the instance holds. Called once. The supervisor waits 10 s for the future, then goes on
     * without it.
     */
    default Future<Void> close() {
        return Future.succeededFuture();
    }
}
