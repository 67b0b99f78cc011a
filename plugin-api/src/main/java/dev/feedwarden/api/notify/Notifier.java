package dev.feedwarden.api.notify;

import dev.feedwarden.api.Instance;
import io.vertx.core.Future;

/** A way to tell a person. The supervisor owns the outbox, retries and limits. */
public interface Notifier extends Instance {

    /**
     * Hands a notice over. The future completes once the other side has taken it, and fails with a
     * {@link NotifyException} that says whether trying again makes sense.
     */
    Future<Void> send(Notice notice);
}
