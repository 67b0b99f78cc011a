package dev.feedwarden.supervisor;

import dev.feedwarden.api.JournalPosition;
import dev.feedwarden.api.Settings;
import dev.feedwarden.supervisor.metrics.Meters;
import dev.feedwarden.supervisor.plugin.Entry;
import dev.feedwarden.supervisor.plugin.Kind;
import dev.feedwarden.supervisor.plugin.PluginInfo;
import dev.feedwarden.supervisor.web.ServiceRoom;
import dev.feedwarden.supervisor.web.ServiceRoutes;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A simulated exchange alone in its process. */
public final class Simulation {

    private final Teardown teardown = new Teardown();

    private Simulation() {}

    /**
     * Starts one. Blocks until it serves.
     *
     * @param settings the simulator's
     * @throws IllegalStateException if it cannot be started
     */
    public static Simulation start(Installation installation, Map<String, ?> settings, Seams seams)
            throws TimeoutException {
        Simulation simulation = new Simulation();
        try {
            simulation.open(installation, settings, seams);
            return simulation;
        } catch (TimeoutException | RuntimeException e) {
            simulation.stop();
            throw e;
        }
    }

    /** Ends it. Blocks. */
    public void stop() {
        teardown.run();
    }

    private void open(Installation installation, Map<String, ?> settings, Seams seams) throws TimeoutException {
        Meters meters = new Meters(new SimpleMeterRegistry());
        Plugins plugins = Plugins.load(
                Scratch.folders(installation, installation.home(), teardown),
                seams,
                () -> JournalPosition.NONE,
                fact -> {},
                meters,
                teardown);
        Entry entry = new Entry(Kind.SERVICE, "simulator", "simulator", Settings.of("services.simulator", settings));
        plugins.host()
                .start(
                        List.of(entry),
                        Map.of(Kind.SERVICE, new ServiceRoom(new ServiceRoutes(), () -> Future.succeededFuture(true))))
                .await(30, TimeUnit.SECONDS);
        List<PluginInfo> failed = plugins.host().plugins().stream()
                .filter(plugin -> plugin.error() != null && plugin.id().equals("simulator"))
                .toList();
        if (!failed.isEmpty()) {
            throw new IllegalStateException(
                    "the simulator did not start: " + failed.get(0).error());
        }
        if (!plugins.host().unserved().isEmpty()) {
            throw new IllegalStateException("the simulator's plugin is not installed in " + installation.plugins());
        }
    }
}
