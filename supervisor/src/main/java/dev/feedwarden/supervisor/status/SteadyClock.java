package dev.feedwarden.supervisor.status;

import dev.feedwarden.api.Timers;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The time that rules and ladders live in: it begins at the wall clock's time and then only goes on, so a jump of the wall
 * clock causes no silence and spends no budget. What is stored and shown is put back on the wall clock.
 */
final class SteadyClock {

    private static final Logger LOG = LoggerFactory.getLogger(SteadyClock.class);
    private static final Duration JUMP = Duration.ofSeconds(1);

    private final Timers timers;
    private final Instant start;
    private final long startNanos;
    private Duration jumped = Duration.ZERO;
    private long jumps;

    SteadyClock(Timers timers) {
        this.timers = timers;
        start = timers.now();
        startNanos = timers.nanoTime();
    }

    /** The steady time. Notices when the wall clock has jumped by more than a second. */
    Instant now() {
        Instant steady = start.plusNanos(timers.nanoTime() - startNanos);
        Duration apart = Duration.between(steady, timers.now());
        if (apart.minus(jumped).abs().compareTo(JUMP) > 0) {
            LOG.warn("clock=jumped by={}", apart.minus(jumped));
            jumped = apart;
            jumps++;
        }
        return steady;
    }

    /** The steady time of a moment on the wall clock, and never a time to come. */
    Instant steady(Instant wall, Instant now) {
        Instant steady = wall.minus(jumped);
        return steady.isAfter(now) ? now : steady;
    }

    /** The steady time of a moment on the wall clock that may be to come. */
    Instant ahead(Instant wall) {
        return wall.minus(jumped);
    }

    /** How often the wall clock has jumped. */
    long jumps() {
        return jumps;
    }

    Instant wall(Instant steady) {
        return steady.plus(jumped);
    }
}
