package dev.feedwarden.plugin.ib;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Another session of the same user has taken the data: told once, whatever number of notices says so, and the streams are
 * asked for again after 1, 2, 5, then every 10 minutes. Over once each of them works. Pure: time comes as nanoseconds.
 */
final class Conflict {

    private static final List<Duration> PAUSES =
            List.of(Duration.ofMinutes(1), Duration.ofMinutes(2), Duration.ofMinutes(5), Duration.ofMinutes(10));

    private final Set<String> streams = new HashSet<>();
    private int tries;
    private long retryAt;

    /** A stream was refused because of it; whether that is news. */
    boolean met(String stream, long now) {
        boolean news = streams.isEmpty();
        streams.add(stream);
        if (news) {
            tries = 0;
        }
        if (news || retryAt - now <= 0) {
            retryAt = now + PAUSES.get(Math.min(tries, PAUSES.size() - 1)).toNanos();
            tries++;
        }
        return news;
    }

    /** A stream brings data, or is not wanted any more; whether the conflict is over by that. */
    boolean works(String stream) {
        return streams.remove(stream) && streams.isEmpty();
    }

    boolean on() {
        return !streams.isEmpty();
    }

    boolean holds(String stream) {
        return streams.contains(stream);
    }

    /** When its streams may be asked for again. */
    long retryAt() {
        return retryAt;
    }
}
