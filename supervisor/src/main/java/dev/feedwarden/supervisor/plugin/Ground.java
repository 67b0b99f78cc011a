package dev.feedwarden.supervisor.plugin;

import dev.feedwarden.api.Disk;
import dev.feedwarden.api.JournalPosition;
import dev.feedwarden.api.Timers;
import dev.feedwarden.api.event.Event;
import io.vertx.core.Vertx;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What a site is made of, handed in so that only {@code main} knows what is real.
 *
 * @param vertx opens a Vert.x with one event loop; it is closed with the site
 * @param timers gives a Vert.x its timers; called on its event loop, where their tasks run
 * @param clock real time whose tasks may run on any thread that no plugin can block, on a thread of their own
 * @param journal how far the journal is; safe from any thread
 * @param facts where readings, faults and changes of plugins go; safe from any thread
 */
public record Ground(
        Supplier<Vertx> vertx,
        Function<Vertx, Timers> timers,
        Timers clock,
        Disk disk,
        Supplier<JournalPosition> journal,
        Consumer<Event> facts) {}
