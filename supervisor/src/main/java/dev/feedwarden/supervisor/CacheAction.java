package dev.feedwarden.supervisor;

import dev.feedwarden.api.Setting;
import dev.feedwarden.api.SettingException;
import dev.feedwarden.api.action.ActionRequest;
import dev.feedwarden.api.action.Outcome;
import dev.feedwarden.supervisor.recovery.NamedActions;
import dev.feedwarden.supervisor.web.ResponseCache;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The action {@value #NAME}: the API keeps its answers for a moment, until making them is fast again.
 *
 * @param core on whose event loop the cache lives
 */
record CacheAction(Vertx core, ResponseCache cache) implements NamedActions.Source {

    static final String NAME = "cache-responses";

    @Override
    public @Nullable Future<Outcome> run(String action, ActionRequest request) {
        if (!action.equals(NAME)) {
            return null;
        }
        Promise<Outcome> outcome = Promise.promise();
        core.runOnContext(go -> {
            try {
                outcome.complete(new Outcome(true, cache.turnOn(request.parameters())));
            } catch (SettingException e) {
                outcome.complete(new Outcome(false, String.valueOf(e.getMessage())));
            }
        });
        return outcome.future();
    }

    @Override
    public @Nullable List<Setting> parameters(String action) {
        return action.equals(NAME) ? ResponseCache.PARAMETERS : null;
    }
}
