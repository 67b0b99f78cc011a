package dev.feedwarden.supervisor.journal;

import dev.feedwarden.api.Context;
import dev.feedwarden.api.Disk;
import dev.feedwarden.api.Timers;
import dev.feedwarden.api.kit.ManualTimers;
import dev.feedwarden.api.kit.TestContext;
import dev.feedwarden.supervisor.plugin.Entry;
import dev.feedwarden.supervisor.plugin.Site;
import io.vertx.core.Vertx;
import java.nio.file.Path;

/** Where a sink of a test runs. */
final class TestSite implements Site {
    private final String plugin;
    private final Vertx vertx;
    final TestContext context;

    TestSite(String plugin, Vertx vertx, ManualTimers time, Disk disk) {
        this.plugin = plugin;
        this.vertx = vertx;
        io.vertx.core.Context loop = vertx.getOrCreateContext();
        this.context = new TestContext("a", vertx, new OnLoop(time, loop), disk, Path.of("data", "a"));
    }

    @Override
    public String plugin() {
        return plugin;
    }

    @Override
    public Vertx vertx() {
        return vertx;
    }

    @Override
    public Timers timers() {
        return context.timers();
    }

    @Override
    public Context context(Entry entry) {
        return context;
    }
}
