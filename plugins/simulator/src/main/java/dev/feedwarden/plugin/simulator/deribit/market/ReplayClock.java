package dev.feedwarden.plugin.simulator.deribit.market;

import dev.feedwarden.api.Timers;
import java.time.Duration;

/**
 * The venue's time during a replay: the time of the message sent last plus what has passed since, but never later than
 * the next message. So it stands still while the replay does, and never goes back.
 */
final class ReplayClock {

    private final Timers timers;
    private long anchorMicros;
    private long anchorNanos;
    private long nextMicros;

    /** Stands still at the start until the first message is sent or {@link #run} is called. */
    ReplayClock(Timers timers, long startMicros) {
        this.timers = timers;
        this.anchorMicros = startMicros;
        this.nextMicros = startMicros;
        this.anchorNanos = timers.nanoTime();
    }

    long micros() {
        long passed = (timers.nanoTime() - anchorNanos) / 1_000;
        return Math.max(anchorMicros, Math.min(anchorMicros + passed, nextMicros));
    }

    /** Goes on from a moment that has been reached, towards the next; {@link Long#MAX_VALUE} when nothing follows. */
    void run(long reachedMicros, long towardsMicros) {
        anchorMicros = Math.max(micros(), reachedMicros);
        anchorNanos = timers.nanoTime();
        nextMicros = towardsMicros;
    }

    /** How long until the next message is due. */
    Duration untilNext() {
        return Duration.ofNanos(Math.max(0, nextMicros - micros()) * 1_000);
    }
}
