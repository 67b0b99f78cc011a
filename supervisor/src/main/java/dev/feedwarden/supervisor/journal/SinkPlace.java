package dev.feedwarden.supervisor.journal;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The right of one instance to store for a sink: held by one at a time, from before the instance is made until it has
 * stopped or another takes over. Safe from any thread.
 */
final class SinkPlace {

    private final String plugin;
    private @Nullable SinkRunner runner;
    private boolean takenOver;

    SinkPlace(String plugin) {
        this.plugin = plugin;
    }

    /** The id of the plugin that the instance belongs to. */
    String plugin() {
        return plugin;
    }

    /** Makes and starts the runner; null, and none is made, if another instance has taken over meanwhile. */
    synchronized @Nullable SinkRunner run(Supplier<SinkRunner> making) {
        if (takenOver) {
            return null;
        }
        SinkRunner made = making.get();
        made.start();
        runner = made;
        return made;
    }

    /** Cuts off the instance, even if it is still being made. */
    synchronized void takeOver() {
        takenOver = true;
        if (runner != null) {
            runner.takenOver();
        }
    }
}
