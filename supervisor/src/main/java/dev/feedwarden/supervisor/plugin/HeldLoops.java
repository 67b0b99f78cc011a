package dev.feedwarden.supervisor.plugin;

import dev.feedwarden.supervisor.metrics.Meter;
import dev.feedwarden.supervisor.metrics.Meters;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Counts the event loops that were given up because they hung, and that their plugin still holds: each keeps a thread, and
 * a processor too if it is an endless loop. Only the end of the process frees them. Safe from any thread.
 */
final class HeldLoops {

    private final AtomicInteger held = new AtomicInteger();

    HeldLoops(Meters meters) {
        meters.gauge(Meter.PLUGIN_LOOPS_HELD, held::get);
    }

    /** One was given up. */
    void add() {
        held.incrementAndGet();
    }

    /** One has ended after all. */
    void remove() {
        held.decrementAndGet();
    }
}
