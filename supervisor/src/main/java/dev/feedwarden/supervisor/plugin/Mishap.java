package dev.feedwarden.supervisor.plugin;

import dev.feedwarden.api.Timers;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a plugin threw last where nobody could catch it. It is remembered for {@link #REMEMBERED}; a plugin that is swapped
 * begins with none. Logged and told at most once in {@link #PACE}, and once more when it happens all the time. Safe from any
 * thread.
 */
final class Mishap {

    /** How long a mishap is shown. */
    static final Duration REMEMBERED = Duration.ofHours(1);

    /** How often mishaps of one plugin are logged at most. */
    static final Duration PACE = Duration.ofSeconds(1);

    /** A plugin that throws so often within {@link #WINDOW} must be given up. */
    static final int MOST = 100;

    static final Duration WINDOW = Duration.ofMinutes(1);

    private static final Logger log = LoggerFactory.getLogger(Mishap.class);

    private final String plugin;
    private final Timers timers;
    private final ArrayDeque<Long> thrown = new ArrayDeque<>(MOST);
    private boolean allTheTime;
    private long unlogged;
    private @Nullable Last last;

    private record Last(String text, Instant at, long nanos) {}

    /** @param timers real time, readable from any thread */
    Mishap(String plugin, Timers timers) {
        this.plugin = plugin;
        this.timers = timers;
    }

    /** Remembers one. Says whether somebody should look: at what was logged, or because it happens all the time. */
    synchronized boolean happened(Throwable error) {
        long now = timers.nanoTime();
        boolean often = count(now);
        return log(error, now) || often;
    }

    private boolean count(long now) {
        thrown.addLast(now);
        while (now - thrown.getFirst() > WINDOW.toNanos()) {
            thrown.removeFirst();
        }
        if (thrown.size() < MOST) {
            return false;
        }
        thrown.clear();
        allTheTime = true;
        return true;
    }

    private boolean log(Throwable error, long now) {
        if (last != null && now - last.nanos() < PACE.toNanos()) {
            unlogged++;
            return false;
        }
        log.error("plugin={} state=threw unlogged={}", plugin, unlogged, error);
        unlogged = 0;
        last = new Last(Failures.text(error), timers.now().truncatedTo(ChronoUnit.SECONDS), now);
        return true;
    }

    /** Whether it has happened {@link #MOST} times within {@link #WINDOW}; told once, and counted from nothing again. */
    synchronized boolean takeAllTheTime() {
        boolean taken = allTheTime;
        allTheTime = false;
        return taken;
    }

    /** The last one with its time; null if there was none of late. */
    synchronized @Nullable String text() {
        if (last == null || timers.nanoTime() - last.nanos() >= REMEMBERED.toNanos()) {
            return null;
        }
        return Failures.line("threw at " + last.at() + ": " + last.text());
    }
}
