package dev.feedwarden.supervisor.journal;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Since when the oldest tick that a sink has not stored has been waiting, in microseconds since the epoch. Any thread. */
final class Waits {

    private final Map<String, Long> since = new ConcurrentHashMap<>();

    /** The sink has something before it, at least since then. */
    void begun(String sink, long micros) {
        since.putIfAbsent(sink, micros);
    }

    /** The oldest tick before the sink is this old. */
    void known(String sink, long micros) {
        since.put(sink, micros);
    }

    /** The sink has nothing before it. */
    void over(String sink) {
        since.remove(sink);
    }

    /** How long the oldest waits, in seconds; 0 if none does. */
    double longest(long nowMicros) {
        long oldest = since.values().stream().mapToLong(Long::longValue).min().orElse(nowMicros);
        return Math.max(0, nowMicros - oldest) / 1e6;
    }

    /** How long the oldest before a sink waits, in seconds; 0 if none does. */
    double of(String sink, long nowMicros) {
        return Math.max(0, nowMicros - since.getOrDefault(sink, nowMicros)) / 1e6;
    }
}
