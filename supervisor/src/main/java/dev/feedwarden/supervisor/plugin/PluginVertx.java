package dev.feedwarden.supervisor.plugin;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import java.time.Duration;

/**
 * The Vert.x of one plugin: one event loop, so that a plugin that hangs holds up nobody else, and threads that end with
 * it, so that nothing of the plugin stays behind in them.
 */
public final class PluginVertx {

    private static final int WORKERS = 2;

    private PluginVertx() {}

    /** Opens the Vert.x of a plugin. It measures nothing and keeps no file cache. */
    public static Vertx open() {
        return Vertx.vertx(new VertxOptions()
                .setEventLoopPoolSize(1)
                .setWorkerPoolSize(WORKERS)
                .setInternalBlockingPoolSize(1)
                // The loop watch finds a blocked loop earlier, and names the plugin.
                .setBlockedThreadCheckInterval(Duration.ofMinutes(1).toMillis())
                .setFileSystemOptions(new FileSystemOptions()
                        .setClassPathResolvingEnabled(false)
                        .setFileCachingEnabled(false)));
    }
}
