package dev.feedwarden.supervisor.plugin;

import io.vertx.core.Future;

/** An instance that runs. */
public interface Running {

    /** Drains and stops it. The caller waits 10 s, then goes on without it. */
    Future<Void> stop();
}
