package dev.feedwarden.supervisor;

import dev.feedwarden.api.JournalPosition;
import dev.feedwarden.supervisor.metrics.Meters;
import dev.feedwarden.supervisor.plugin.PluginInfo;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeoutException;

/** The plugins of an installation, loaded to see whether they can be, without any instance. */
public final class PluginList {

    private PluginList() {}

    /** Loads, lists and unloads them. Blocks. */
    public static List<PluginInfo> of(Installation installation, Path data) throws TimeoutException {
        Teardown teardown = new Teardown();
        try {
            Meters meters = new Meters(new SimpleMeterRegistry());
            return Plugins.load(
                            Scratch.folders(installation, data, teardown),
                            Seams.real(),
                            () -> JournalPosition.NONE,
                            fact -> {},
                            meters,
                            teardown)
                    .host()
                    .plugins();
        } finally {
            teardown.run();
        }
    }
}
