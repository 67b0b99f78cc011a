package dev.feedwarden.plugin.host;

import dev.feedwarden.api.Setting;
import dev.feedwarden.api.action.ActionRequest;
import dev.feedwarden.api.action.Outcome;
import dev.feedwarden.api.action.RecoveryAction;
import io.vertx.core.Future;
import java.util.List;

/**
 * {@code restart-unit}: restarts a unit of its own list and looks whether it is active afterwards. Which one: the step's
 * {@code unit}, else the one that a subject such as {@code units/redis.service} names, else the only one of the list. A
 * subject that names another unit than those of the list is refused: the trouble of one is no reason to restart another.
 */
final class UnitAction implements RecoveryAction {

    private static final Setting UNIT = Setting.optional(
            "unit", Setting.Type.TEXT, null, "Which unit of the action's list; if not the subject's (restart-unit)");

    static final List<Setting> PARAMETERS = List.of(UNIT);

    private final Units units;
    private final List<String> allowed;

    UnitAction(Units units, List<String> allowed) {
        this.units = units;
        this.allowed = allowed;
    }

    @Override
    public Future<Outcome> run(ActionRequest request) {
        String unit = unit(request);
        if (!allowed.contains(unit)) {
            return Future.succeededFuture(new Outcome(
                    false, "nothing done: expected a unit of " + allowed + ", found '" + OneLine.of(unit) + "'"));
        }
        return units.restart(unit)
                .compose(ended -> ended.exit() == 0
                        ? units.show(unit)
                                .map(state -> new Outcome(
                                        state.active().equals("active"),
                                        "restart of " + unit + ": it is " + state.active()))
                        : Future.succeededFuture(new Outcome(
                                false,
                                "restart of " + unit + " ended with " + ended.exit() + ": "
                                        + OneLine.of(ended.output()))))
                .otherwise(failure -> new Outcome(false, "restart of " + unit + " failed: " + OneLine.of(failure)));
    }

    private String unit(ActionRequest request) {
        if (request.parameters().has(UNIT.name())) {
            return request.parameters().text(UNIT.name());
        }
        String subject = request.subject();
        int slash = subject.lastIndexOf('/');
        return slash < 0 && allowed.size() == 1 ? allowed.get(0) : subject.substring(slash + 1);
    }

    @Override
    public Future<Void> close() {
        units.commands().close();
        return Future.succeededFuture();
    }
}
