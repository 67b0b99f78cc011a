package dev.feedwarden.supervisor.recovery;

import dev.feedwarden.api.action.ActionRequest;
import dev.feedwarden.api.action.Outcome;
import io.vertx.core.Future;

/** What ladders can call by name. */
public interface Actions {

    /**
     * Runs an action: one that feeds know ({@code reconnect}, {@code restart-streams}, {@code reset-connection}), or the
     * id of an action in the configuration. Safe from any thread; completes on the caller's context.
     */
    Future<Outcome> run(String action, ActionRequest request);
}
