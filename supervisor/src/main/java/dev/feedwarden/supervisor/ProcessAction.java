package dev.feedwarden.supervisor;

import dev.feedwarden.api.Setting;
import dev.feedwarden.api.Timers;
import dev.feedwarden.api.action.ActionRequest;
import dev.feedwarden.api.action.Outcome;
import dev.feedwarden.supervisor.recovery.NamedActions;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The action {@value #NAME}: the program ends in good order, for somebody to start it again. There is such an action only
 * where {@code FEEDWARDEN_SUPERVISED} says that somebody does. Nothing else in a JVM ends a loop of a plugin that does not
 * end by itself.
 *
 * @param ends takes why; called {@link #WRITING} later, so that what is done is written down before
 */
record ProcessAction(Timers timers, Consumer<String> ends) implements NamedActions.Source {

    static final String NAME = "restart-process";

    private static final Duration WRITING = Duration.ofSeconds(1);

    @Override
    public @Nullable Future<Outcome> run(String action, ActionRequest request) {
        if (!action.equals(NAME)) {
            return null;
        }
        timers.after(WRITING, () -> ends.accept(request.subject() + ": " + request.reason()));
        return Future.succeededFuture(new Outcome(true, "the program ends, to be started again"));
    }

    @Override
    public @Nullable List<Setting> parameters(String action) {
        return action.equals(NAME) ? List.of() : null;
    }
}
