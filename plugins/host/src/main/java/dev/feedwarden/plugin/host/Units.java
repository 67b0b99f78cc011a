package dev.feedwarden.plugin.host;

import io.vertx.core.Future;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What systemd knows and does of units, through {@code systemctl}. */
record Units(Commands commands, Path systemctl, Duration timeout) {

    /**
     * A unit.
     *
     * @param load as systemd says: "loaded", "not-found", "masked"
     * @param active as systemd says: "active", "inactive", "failed", "activating"
     * @param restarts how often systemd restarted it by itself; NaN for what is no service
     */
    record State(String load, String active, double restarts) {}

    Future<State> show(String unit) {
        return run("show", "--property=LoadState,ActiveState,NRestarts", "--", unit)
                .compose(ended -> {
                    Map<String, String> properties = new HashMap<>();
                    for (String line : ended.output().lines().toList()) {
                        int equals = line.indexOf('=');
                        if (equals > 0) {
                            properties.put(line.substring(0, equals), line.substring(equals + 1));
                        }
                    }
                    String load = properties.get("LoadState");
                    String active = properties.get("ActiveState");
                    if (ended.exit() != 0 || load == null || active == null) {
                        return Future.failedFuture(new IOException("systemctl show " + unit + ": exit " + ended.exit()
                                + ", " + OneLine.of(ended.output())));
                    }
                    String restarts = properties.getOrDefault("NRestarts", "");
                    return Future.succeededFuture(new State(
                            load, active, restarts.matches("[0-9]{1,9}") ? Double.parseDouble(restarts) : Double.NaN));
                });
    }

    Future<Commands.Ended> restart(String unit) {
        return run("--no-ask-password", "restart", "--", unit);
    }

    private Future<Commands.Ended> run(String... arguments) {
        List<String> command = new ArrayList<>(List.of(systemctl.toString()));
        command.addAll(List.of(arguments));
        return commands.run(command, timeout);
    }
}
