package dev.feedwarden.supervisor;

import dev.feedwarden.api.JournalPosition;
import dev.feedwarden.api.event.Event;
import dev.feedwarden.supervisor.metrics.Meters;
import dev.feedwarden.supervisor.plugin.Ground;
import dev.feedwarden.supervisor.plugin.LoopWatch;
import dev.feedwarden.supervisor.plugin.Offer;
import dev.feedwarden.supervisor.plugin.PluginFolders;
import dev.feedwarden.supervisor.plugin.PluginHost;
import dev.feedwarden.supervisor.plugin.PluginVertx;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The plugin host with the real threads around it.
 *
 * @param offers what the plugins offer that could be loaded
 */
record Plugins(PluginHost host, LoopWatch watch, List<Offer> offers) {

    private static final Duration LOADING = Duration.ofSeconds(60);
    private static final Duration STOPPING = Duration.ofSeconds(5);

    /**
     * Loads what may load. Blocks.
     *
     * @param journal how far the journal is, as plugins are told; safe from any thread
     */
    static Plugins load(
            PluginFolders folders,
            Seams seams,
            Supplier<JournalPosition> journal,
            Consumer<Event> facts,
            Meters meters,
            Teardown teardown)
            throws TimeoutException {
        ThreadTimers clock = new ThreadTimers("feedwarden-watch");
        teardown.add("watch", STOPPING, () -> {
            clock.close();
            return Future.succeededFuture();
        });
        LoopWatch watch = new LoopWatch(clock, meters);
        PluginHost host = new PluginHost(
                folders,
                Product.VERSION,
                new Ground(PluginVertx::open, seams.timers(), clock, seams.disk(), journal, facts),
                watch,
                meters);
        teardown.add("plugins", STOPPING, host::stop);
        return new Plugins(host, watch, host.load().await(LOADING.toMillis(), TimeUnit.MILLISECONDS));
    }
}
