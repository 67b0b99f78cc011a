package dev.feedwarden.supervisor.feed;

import dev.feedwarden.api.feed.HostPausedException;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;

/**
 * How many requests each host may get from all feeds together: a bucket of 40 that fills by 10 a second, and a pause. Time
 * comes as a value, from the one clock that all sites share. Safe from any thread.
 */
final class HttpBudget {

    static final int BURST = 40;
    static final int MOST_WAITING = 100;

    /** Hosts come from the configuration, so there are few. */
    static final int MOST_HOSTS = 256;

    private static final long REFILL_NANOS = Duration.ofMillis(100).toNanos();

    private final Map<String, Host> hosts = new ConcurrentHashMap<>();

    /**
     * Takes one request out of a host's budget.
     *
     * @return how long to wait before it is sent
     * @throws HostPausedException while the host is paused
     * @throws RejectedExecutionException if too many wait
     */
    Duration take(String host, long now) {
        return host(host, now).take(now);
    }

    /** @throws HostPausedException if the host was paused while the request waited */
    void check(String host, long now) {
        host(host, now).check(now);
    }

    void pause(String host, Duration length, long now) {
        host(host, now).pause(now + length.toNanos(), now);
    }

    private Host host(String name, long now) {
        String key = name.toLowerCase(Locale.ROOT);
        Host known = hosts.get(key);
        if (known == null && hosts.size() >= MOST_HOSTS) {
            throw new RejectedExecutionException(
                    "expected at most " + MOST_HOSTS + " hosts in all, found one more: " + key);
        }
        return known != null ? known : hosts.computeIfAbsent(key, absent -> new Host(key, now));
    }

    private static final class Host {
        private final String name;

        /** When the bucket would be full; each request moves it on. */
        private long full;

        private long pausedUntil;

        private Host(String name, long now) {
            this.name = name;
            full = now;
            pausedUntil = now;
        }

        private synchronized Duration take(long now) {
            check(now);
            long from = full - now > 0 ? full : now;
            long wait = from - now - (BURST - 1) * REFILL_NANOS;
            if (wait > MOST_WAITING * REFILL_NANOS) {
                throw new RejectedExecutionException(
                        "expected at most " + MOST_WAITING + " waiting requests to " + name + ", found one more");
            }
            full = from + REFILL_NANOS;
            return Duration.ofNanos(Math.max(0, wait));
        }

        private synchronized void check(long now) {
            if (pausedUntil - now > 0) {
                throw new HostPausedException(name, Duration.ofNanos(pausedUntil - now));
            }
        }

        private synchronized void pause(long until, long now) {
            if (pausedUntil - now < until - now) {
                pausedUntil = until;
            }
        }
    }
}
