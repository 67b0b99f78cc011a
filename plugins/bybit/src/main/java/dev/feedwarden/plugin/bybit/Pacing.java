package dev.feedwarden.plugin.bybit;

import dev.feedwarden.api.feed.FeedLimits;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How much a connection asks for at once, and how fast: as configured, carefully for a while after the venue said that it
 * was asked too often, and in ever smaller requests while it ends connections that have just asked.
 */
final class Pacing {

    static final Duration CAREFUL_FOR = Duration.ofMinutes(10);

    private static final int SMALLEST = 5;
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

    private final BybitSettings settings;
    private @Nullable Long limitedNanos;
    private @Nullable Long cutNanos;
    private Duration pause = Duration.ZERO;
    private int batch;

    Pacing(BybitSettings settings) {
        this.settings = settings;
        batch = settings.limits().streamsPerRequest();
    }

    /** What the next connection is allowed. */
    FeedLimits limits(long now) {
        if (!recent(cutNanos, now)) {
            batch = settings.limits().streamsPerRequest();
        }
        boolean careful = recent(limitedNanos, now);
        FeedLimits usual = settings.limits();
        return new FeedLimits(
                usual.streamsPerConnection(),
                careful ? Math.min(batch, settings.carefulBatch()) : batch,
                usual.requestBytes(),
                careful ? settings.carefulPace() : usual.requestPace(),
                usual.ackTimeout(),
                usual.firstDataTimeout(),
                usual.messageBytes(),
                usual.messageAge(),
                usual.connectTimeout());
    }

    /** The venue said that it was asked too often; how long to stay away. */
    Duration limited(long now) {
        Duration doubled = pause.multipliedBy(2);
        Duration next = doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
        pause = recent(limitedNanos, now) && !pause.isZero() ? next : FIRST_PAUSE;
        limitedNanos = now;
        return pause;
    }

    /** The venue ended a connection right after it was asked for so many streams. */
    void cut(int streams, long now) {
        batch = Math.max(SMALLEST, Math.min(batch, (streams + 1) / 2));
        cutNanos = now;
    }

    private static boolean recent(@Nullable Long moment, long now) {
        return moment != null && now - moment < CAREFUL_FOR.toNanos();
    }
}
