package dev.feedwarden.supervisor.recovery;

import dev.feedwarden.api.Setting;
import dev.feedwarden.api.action.ActionRequest;
import dev.feedwarden.api.action.Outcome;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
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
        return first(action, request, source -> source.run(action, request));
    }

    @Override
    public Future<Outcome> runByHand(String action, ActionRequest request) {
        return first(action, request, source -> source.runByHand(action, request));
    }

    private Future<Outcome> first(
            String action, ActionRequest request, Function<Source, @Nullable Future<Outcome>> asking) {
        for (Source source : sources) {
            @Nullable Future<Outcome> outcome = asking.apply(source);
            if (outcome != null) {
                return onCaller(outcome);
            }
        }
        return Future.succeededFuture(new Outcome(
                false,
                "nobody knows how to " + action + " for " + request.subject() + ": expected a feed's action or the"
                        + " id of an action in the configuration"));
    }

    @Override
    public @Nullable List<Setting> parameters(String action) {
        return sources.stream()
                .map(source -> source.parameters(action))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
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

        /** The typed parameters of an action; null if it is not known here. */
        default @Nullable List<Setting> parameters(String action) {
            return null;
        }

        /** The same when a person asks for it. */
        default @Nullable Future<Outcome> runByHand(String action, ActionRequest request) {
            return run(action, request);
        }
    }
}
