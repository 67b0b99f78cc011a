package dev.feedwarden.supervisor.web;

import dev.feedwarden.api.Setting;
import dev.feedwarden.api.SettingException;
import dev.feedwarden.api.Settings;
import dev.feedwarden.api.Timers;
import dev.feedwarden.supervisor.metrics.Meter;
import dev.feedwarden.supervisor.metrics.Meters;
import io.micrometer.core.instrument.Counter;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps answers for a moment while it is turned on, which a ladder does when the API is slow. It turns itself off: once it
 * has been on for its least time and the answers that had to be made in the last minute took {@code FAST} at most (p95;
 * half of what turns it on, so that it does not flutter), or nobody asked. Those it gave itself say nothing about how slow
 * the making is. Holds {@value #MOST_BYTES} bytes in {@value #MOST_ANSWERS} answers at most. Lives on the core event loop.
 */
public final class ResponseCache {

    /** What a ladder may say when it turns it on. */
    public static final List<Setting> PARAMETERS = List.of(
            Setting.optional("ttl", Setting.Type.DURATION, "1s", "How long an answer is kept, 100ms to 10s"),
            Setting.optional("for", Setting.Type.DURATION, "1m", "How long it stays on at least, 1s to 1h"));

    static final int MOST_ANSWERS = 64;
    static final int MOST_BYTES = 4_000_000;
    static final Duration FAST = Duration.ofMillis(250);

    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final Logger LOG = LoggerFactory.getLogger(ResponseCache.class);

    private final Timers timers;
    private final Counter given;
    private final ResponseTimes made;
    private final Map<Object, Kept> answers = new LinkedHashMap<>();
    private Timers.@Nullable Timer looking;
    private long ttlNanos;
    private long leastNanos;
    private long bytes;

    public ResponseCache(Timers timers, Meters meters) {
        this.timers = timers;
        this.given = meters.counter(Meter.API_CACHED);
        this.made = new ResponseTimes(timers);
        meters.gauge(Meter.API_CACHING, () -> on() ? 1 : 0);
    }

    /**
     * Turns it on, or has it stay on.
     *
     * @param given of {@link #PARAMETERS}; what is absent has its default
     * @return what happens now, for a person
     * @throws SettingException if a parameter is out of range
     */
    public String turnOn(Settings given) {
        Settings settings = given.withDefaults(PARAMETERS);
        Duration ttl = within(settings, "ttl", "100ms to 10s", Duration.ofMillis(100), Duration.ofSeconds(10));
        Duration least = within(settings, "for", "1s to 1h", Duration.ofSeconds(1), Duration.ofHours(1));
        ttlNanos = ttl.toNanos();
        leastNanos = timers.nanoTime() + least.toNanos();
        if (looking == null) {
            looking = timers.every(LOOK, this::look);
            LOG.info("event=cache-on ttl={} least={}", ttl, least);
        }
        return "answers are kept for " + ttl.toMillis() + " ms until making them is fast again";
    }

    boolean on() {
        return looking != null;
    }

    /** The answer to a question, if it was kept; null otherwise. */
    @Nullable
    Rendered get(Object question) {
        Kept kept = answers.get(question);
        if (kept == null || timers.nanoTime() - kept.atNanos >= ttlNanos) {
            return null;
        }
        given.increment();
        return kept.answer;
    }

    /** An answer was made, and that took so long. */
    void made(Object question, Rendered answer, long nanos) {
        made.record(nanos);
        if (on() && answer.body().length() <= MOST_BYTES) {
            drop(question);
            answers.put(question, new Kept(answer, timers.nanoTime()));
            bytes += answer.body().length();
            while (answers.size() > MOST_ANSWERS || bytes > MOST_BYTES) {
                drop(answers.keySet().iterator().next());
            }
        }
    }

    private void drop(Object question) {
        Kept kept = answers.remove(question);
        if (kept != null) {
            bytes -= kept.answer.body().length();
        }
    }

    private void look() {
        double p95 = made.p95Seconds();
        if (looking != null && timers.nanoTime() - leastNanos >= 0 && p95 <= FAST.toMillis() / 1e3) {
            looking.cancel();
            looking = null;
            answers.clear();
            bytes = 0;
            LOG.info("event=cache-off p95={}s", p95);
        }
    }

    private static Duration within(Settings settings, String name, String range, Duration least, Duration most) {
        Duration value = settings.duration(name);
        if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            throw settings.unusable(name, "a duration from " + range);
        }
        return value;
    }

    private record Kept(Rendered answer, long atNanos) {}
}
