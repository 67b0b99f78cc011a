package dev.feedwarden.supervisor.recovery;

import dev.feedwarden.api.Setting;
import dev.feedwarden.api.action.ActionRequest;
import dev.feedwarden.api.action.Outcome;
import io.vertx.core.Future;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What ladders can call by name. */
public interface Actions {

    /**
     * Runs an action: one that feeds or the supervisor know ({@code reconnect}, {@code restart-plugin}), or the id of an action in the configuration. Safe from any thread; completes on the caller's context.
     */
    Future<Outcome> run(String action, ActionRequest request);

    /** The same when a person asks for it, who may do more than a ladder: start what is kept stopped. */
    default Future<Outcome> runByHand(String action, ActionRequest request) {
        return run(action, request);
    }

    /** The typed parameters that an action takes; null where nobody knows the action. */
    default @Nullable List<Setting> parameters(String action) {
        return null;
    }
}
