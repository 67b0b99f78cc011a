package dev.feedwarden.supervisor.plugin;

import dev.feedwarden.api.Context;
import dev.feedwarden.api.Timers;
import io.vertx.core.Vertx;

/**
 * Where a plugin's instances live: the plugin's own Vert.x with its one event loop. When the loop hangs, the site is
 * abandoned and the instances are made anew on another.
 */
public interface Site {

    /** The id of the plugin. */
    String plugin();

    Vertx vertx();

    /** Timers whose tasks run on this site's event loop. */
    Timers timers();

    /**
     * A context for one instance, to be handed to the plugin or wrapped by a room that offers more. Its readings and
     * faults go to the bus.
     */
    Context context(Entry entry);
}
