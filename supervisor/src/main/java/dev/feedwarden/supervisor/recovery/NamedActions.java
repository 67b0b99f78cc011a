package dev.feedwarden.supervisor.recovery;

import dev.feedwarden.api.action.ActionRequest;
import dev.feedwarden.api.action.Outcome;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds an action by asking each source in turn: the feeds first, then the instances of the configuration. */
public final class NamedActions implements Actions {

    private final Vertx vertx;
    private final List<Source> sources;

    /**
     * @param vertx on which callers live
     * @param sources in the order in which they are asked
     */
    public NamedActions(Vertx vertx, List<Source> sources) {
        this.vertx = vertx;
        this.sources = List.copyOf(sources);
    }

    @Override
    public Future<Outcome> run(String action, ActionRequest request) {
        for (Source source : sources) {
            @Nullable Future<Outcome> outcome = source.run(action, request);
            if (outcome != null) {
                return onCaller(outcome);
            }
        }
        return Future.succeededFuture(new Outcome(
                false,
                "nobody knows how to " + action + " for " + request.subject() + ": expected a feed's action or the"
                        + " id of an action in the configuration"));
    }

    /** Sources answer on a plugin's event loop; the caller wants it on its own. */
    private Future<Outcome> onCaller(Future<Outcome> outcome) {
        Context caller = vertx.getOrCreateContext();
        Promise<Outcome> answer = Promise.promise();
        outcome.onComplete(ended -> caller.runOnContext(ignored -> answer.handle(ended)));
        return answer.future();
    }

    /** Somebody who may know an action. Safe from any thread. */
    public interface Source {

        /** Runs the action; null if it is not known here for this subject. */
        @Nullable
        Future<Outcome> run(String action, ActionRequest request);
    }
}
