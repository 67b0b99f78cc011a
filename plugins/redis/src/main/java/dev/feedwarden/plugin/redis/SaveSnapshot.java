package dev.feedwarden.plugin.redis;

import dev.feedwarden.api.Setting;
import dev.feedwarden.api.Settings;
import dev.feedwarden.api.Timers;
import dev.feedwarden.api.action.ActionRequest;
import dev.feedwarden.api.action.Outcome;
import dev.feedwarden.api.action.RecoveryAction;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.time.Duration;
import java.util.List;

/** Has the server save its data to its disk, and waits until that has ended. A save that runs already counts as it. */
final class SaveSnapshot implements RecoveryAction {

    private static final Setting WAIT = Setting.optional(
            "wait", Setting.Type.DURATION, "1m", "How long the save may take, 1s to 1h (save-snapshot)");

    static final List<Setting> PARAMETERS = List.of(WAIT);

    private static final Duration PAUSE = Duration.ofMillis(250);
    private static final String SAVES_ALREADY = "ERR Background save already in progress";

    private final Timers timers;
    private final Shared.Use shared;

    SaveSnapshot(Timers timers, Shared.Use shared) {
        this.timers = timers;
        this.shared = shared;
    }

    @Override
    public Future<Outcome> run(ActionRequest request) {
        Settings parameters = request.parameters();
        Duration wait = Ranges.duration(parameters, WAIT.name(), Duration.ofSeconds(1), Duration.ofHours(1));
        long end = timers.nanoTime() + wait.toNanos();
        return info().compose(before -> begin().compose(begun -> await(before.text("rdb_last_save_time"), begun, end)))
                .otherwise(failure -> new Outcome(false, "no snapshot: " + Failures.reason(failure)));
    }

    @Override
    public Future<Void> close() {
        return shared.leave();
    }

    /** Whether a save runs now; if not, it follows a rewrite of the append-only file. */
    private Future<Boolean> begin() {
        return shared.asking()
                .send(Request.cmd(Command.BGSAVE).arg("SCHEDULE"))
                .map(reply -> String.valueOf(reply).contains("started"))
                .recover(failure -> String.valueOf(failure.getMessage()).startsWith(SAVES_ALREADY)
                        ? Future.succeededFuture(true)
                        : Future.failedFuture(failure));
    }

    private Future<Outcome> await(String savedBefore, boolean begun, long end) {
        return info().compose(info -> {
            boolean running = info.number("rdb_bgsave_in_progress") > 0;
            if (!running && (begun || !info.text("rdb_last_save_time").equals(savedBefore))) {
                String status = info.text("rdb_last_bgsave_status");
                return Future.succeededFuture(new Outcome(status.equals("ok"), "snapshot: " + status));
            }
            if (timers.nanoTime() - end >= 0) {
                return Future.succeededFuture(new Outcome(false, "the snapshot had not ended in time"));
            }
            Promise<Void> pause = Promise.promise();
            timers.after(PAUSE, pause::complete);
            return pause.future().compose(paused -> await(savedBefore, begun, end));
        });
    }

    private Future<Info> info() {
        return shared.asking()
                .send(Request.cmd(Command.INFO).arg("persistence"))
                .map(reply -> Info.read(String.valueOf(reply)));
    }
}
