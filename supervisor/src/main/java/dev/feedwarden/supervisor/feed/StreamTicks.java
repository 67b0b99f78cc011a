package dev.feedwarden.supervisor.feed;

import dev.feedwarden.api.event.Event.StreamSample;
import dev.feedwarden.api.tick.Tick;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** One stream's last ticks, for repeats, and its numbers since the last sample. */
final class StreamTicks {

    /** A repeat is looked for among so many ticks. */
    private static final int REMEMBERED = 16;

    private final String stream;
    private final @Nullable Tick[] last = new Tick[REMEMBERED];
    private int next;
    private int ticks;
    private long receivedMicros;
    private long lagMillis;

    StreamTicks(String stream) {
        this.stream = stream;
    }

    String stream() {
        return stream;
    }

    /** Whether the tick says something that none of the last ones said; if so it is remembered. */
    boolean isNew(Tick tick) {
        for (Tick old : last) {
            if (old != null
                    && old.exchangeMicros() == tick.exchangeMicros()
                    && old.receivedAt(tick.receivedMicros()).equals(tick)) {
                return false;
            }
        }
        last[next] = tick;
        next = (next + 1) % REMEMBERED;
        return true;
    }

    /**
     * Counts a tick; whether it is the first since the last sample.
     *
     * @param venueAhead how far the venue's clock is ahead of ours
     */
    boolean count(Tick tick, Duration venueAhead) {
        receivedMicros = tick.receivedMicros();
        lagMillis = Math.floorDiv(tick.receivedMicros() - tick.exchangeMicros(), 1000L) + venueAhead.toMillis();
        ticks++;
        return ticks == 1;
    }

    /** How late the last tick was. */
    long lagMillis() {
        return lagMillis;
    }

    StreamSample drain() {
        var sample = new StreamSample(stream, ticks, Instant.EPOCH.plus(receivedMicros, ChronoUnit.MICROS), lagMillis);
        ticks = 0;
        return sample;
    }
}
