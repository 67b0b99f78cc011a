package dev.feedwarden.plugin.postgres;

import dev.feedwarden.api.action.ActionRequest;
import dev.feedwarden.api.action.Outcome;
import dev.feedwarden.api.action.RecoveryAction;
import io.vertx.core.Future;

/** Closes the connections that all instances of one name share, and opens a new one to see that it can be had. */
final class ReconnectPool implements RecoveryAction {

    private final SharedPool.Lease pool;

    ReconnectPool(SharedPool.Lease pool) {
        this.pool = pool;
    }

    @Override
    public Future<Outcome> run(ActionRequest request) {
        String closed = "connections of " + pool.name() + " closed: " + pool.renew();
        return pool.call(connection -> connection.query("SELECT 1").execute())
                .map(answered -> new Outcome(true, closed + "; a new one is open"))
                .otherwise(cause ->
                        new Outcome(false, closed + "; a new one could not be opened: " + Failures.oneLine(cause)));
    }

    @Override
    public Future<Void> close() {
        return pool.close();
    }
}
