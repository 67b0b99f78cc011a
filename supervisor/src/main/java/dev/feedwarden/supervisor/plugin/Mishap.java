package dev.feedwarden.supervisor.plugin;

import dev.feedwarden.api.Timers;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a plugin threw last where nobody could catch it. It is remembered for {@link #REMEMBERED}; a plugin that is swapped
 * begins with none. Logged and told at most once in {@link #PACE}. Safe from any thread.
 */
final class Mishap {

    /** How long a mishap is shown. */
    static final Duration REMEMBERED = Duration.ofHours(1);

    /** How often mishaps of one plugin are logged at most. */
    static final Duration PACE = Duration.ofSeconds(1);

    private static final Logger log = LoggerFactory.getLogger(Mishap.class);

    private final String plugin;
    private final Timers timers;
    private long unlogged;
    private @Nullable Last last;

    private record Last(String text, Instant at, long nanos) {}

    /** @param timers real time, readable from any thread */
    Mishap(String plugin, Timers timers) {
        this.plugin = plugin;
        this.timers = timers;
    }

    /** Remembers one. Says whether it was logged: then it should be shown too. */
    synchronized boolean happened(Throwable thrown) {
        long now = timers.nanoTime();
        if (last != null && now - last.nanos() < PACE.toNanos()) {
            unlogged++;
            return false;
        }
        log.error("plugin={} state=threw unlogged={}", plugin, unlogged, thrown);
        unlogged = 0;
        last = new Last(Failures.text(thrown), timers.now().truncatedTo(ChronoUnit.SECONDS), now);
        return true;
    }

    /** The last one with its time; null if there was none of late. */
    synchronized @Nullable String text() {
        if (last == null || timers.nanoTime() - last.nanos() >= REMEMBERED.toNanos()) {
            return null;
        }
        return Failures.line("threw at " + last.at() + ": " + last.text());
    }
}
