package dev.feedwarden.plugin.host;

import dev.feedwarden.api.action.ActionRequest;
import dev.feedwarden.api.action.Outcome;
import dev.feedwarden.api.action.RecoveryAction;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;

/** {@code exec}: runs the one command of its own entry, exactly as it stands there. */
final class CommandAction implements RecoveryAction {

    private final Commands commands;
    private final List<String> command;
    private final Duration timeout;

    CommandAction(Commands commands, List<String> command, Duration timeout) {
        this.commands = commands;
        this.command = command;
        this.timeout = timeout;
    }

    @Override
    public Future<Outcome> run(ActionRequest request) {
        return commands.run(command, timeout)
                .map(ended -> new Outcome(
                        ended.exit() == 0,
                        command.get(0) + " ended with " + ended.exit() + ": " + OneLine.of(ended.output())))
                .otherwise(failure -> new Outcome(false, command.get(0) + " failed: " + OneLine.of(failure)));
    }

    @Override
    public Future<Void> close() {
        commands.close();
        return Future.succeededFuture();
    }
}
