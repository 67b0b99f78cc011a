package dev.feedwarden.supervisor.plugin;

import dev.feedwarden.api.Timers;
import dev.feedwarden.supervisor.metrics.Meter;
import dev.feedwarden.supervisor.metrics.Meters;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayDeque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts the class loaders that live on after their plugin was unloaded: each holds all of the plugin's classes. Safe
 * from any thread.
 */
final class UnloadedLoaders {

    /** Beyond so many the oldest is no longer counted. */
    static final int MAX = 64;

    /** How long after an unload the collector is asked, once, to show what is still held. */
    static final Duration PATIENCE = Duration.ofMinutes(1);

    private static final Logger log = LoggerFactory.getLogger(UnloadedLoaders.class);

    private final ArrayDeque<WeakReference<ClassLoader>> unloaded = new ArrayDeque<>();
    private final Timers timers;
    private boolean due;
    private volatile int leaked;

    UnloadedLoaders(Timers timers, Meters meters) {
        this.timers = timers;
        meters.gauge(Meter.PLUGIN_LOADERS_LEAKED, () -> leaked);
    }

    synchronized void add(ClassLoader classes) {
        if (unloaded.size() == MAX) {
            unloaded.remove();
        }
        unloaded.add(new WeakReference<>(classes));
        if (!due) {
            due = true;
            timers.after(PATIENCE, this::count);
        }
    }

    /** How many were alive at the last count. */
    int leaked() {
        return leaked;
    }

    private void count() {
        System.gc();
        synchronized (this) {
            due = false;
            unloaded.removeIf(reference -> reference.get() == null);
            leaked = unloaded.size();
        }
        if (leaked > 0) {
            log.warn("plugin=class-loaders-left count={}", leaked);
        }
    }
}
