package dev.feedwarden.plugin.docker;

import dev.feedwarden.api.Setting;
import dev.feedwarden.api.Settings;
import dev.feedwarden.api.action.ActionRequest;
import dev.feedwarden.api.action.Outcome;
import dev.feedwarden.api.action.RecoveryAction;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * Restarts, stops or starts a container of its own list, and looks whether that is so afterwards. Which one: the step's
 * {@code container}, else the one that a subject such as {@code docker/collector} names, else the only one of the list. A
 * subject that names another container than those of the list is refused: the trouble of one is no reason to restart another.
 */
final class ContainerAction implements RecoveryAction {

    private static final Setting CONTAINER = Setting.optional(
            "container", Setting.Type.TEXT, null, "Which container of the action's list; if not the subject's");
    private static final Setting GRACE = Setting.optional(
            "grace", Setting.Type.DURATION, "10s", "How long it may take to end before it is killed, 0s to 2m");

    static final List<Setting> PARAMETERS = List.of(CONTAINER, GRACE);

    private static final int MOST_DESCRIPTION = 1 << 20;
    /** Already as wanted (Engine API, start and stop). */
    private static final int NOT_MODIFIED = 304;

    private final Engine engine;
    private final Verb verb;
    private final List<String> allowed;

    ContainerAction(Engine engine, Verb verb, List<String> allowed) {
        this.engine = engine;
        this.verb = verb;
        this.allowed = allowed;
    }

    /** What is done, and whether the container runs afterwards. */
    enum Verb {
        RESTART,
        STOP,
        START;

        private String path() {
            return name().toLowerCase(Locale.ROOT);
        }

        private boolean runs() {
            return this != STOP;
        }
    }

    @Override
    public Future<Outcome> run(ActionRequest request) {
        Settings parameters = request.parameters();
        String container = container(request);
        Duration grace = parameters.has(GRACE.name()) ? parameters.duration(GRACE.name()) : Duration.ofSeconds(10);
        if (grace.compareTo(Duration.ofMinutes(2)) > 0) {
            throw parameters.unusable(GRACE.name(), "a duration up to 2m");
        }
        if (!allowed.contains(container)) {
            return Future.succeededFuture(new Outcome(
                    false, "nothing done: expected a container of " + allowed + ", found '" + container + "'"));
        }
        String path = "/containers/" + container + "/" + verb.path();
        return engine.post(verb == Verb.START ? path : path + "?t=" + grace.toSeconds(), grace)
                .compose(answer -> answer.status() == 204 || answer.status() == NOT_MODIFIED
                        ? look(container)
                        : Future.succeededFuture(
                                failed(container, "status " + answer.status() + Failures.message(answer))))
                .otherwise(failure -> failed(container, Failures.reason(failure)));
    }

    private String container(ActionRequest request) {
        if (request.parameters().has(CONTAINER.name())) {
            return request.parameters().text(CONTAINER.name());
        }
        String subject = request.subject();
        int slash = subject.lastIndexOf('/');
        return slash < 0 && allowed.size() == 1 ? allowed.get(0) : subject.substring(slash + 1);
    }

    private Future<Outcome> look(String container) {
        return engine.get("/containers/" + container + "/json", MOST_DESCRIPTION)
                .map(answer -> {
                    if (answer.status() != 200) {
                        return failed(container, "status " + answer.status() + Failures.message(answer));
                    }
                    Inspected now = Inspected.read(new JsonObject(answer.body()));
                    String state = now.running() ? "runs, started " + now.startedAt() : "does not run";
                    return new Outcome(
                            now.running() == verb.runs(), verb.path() + " of container " + container + ": it " + state);
                });
    }

    private Outcome failed(String container, String why) {
        return new Outcome(false, verb.path() + " of container " + container + " failed: " + why);
    }

    @Override
    public Future<Void> close() {
        return engine.close();
    }
}
