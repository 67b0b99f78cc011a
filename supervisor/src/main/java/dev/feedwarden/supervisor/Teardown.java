package dev.feedwarden.supervisor;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What has to be let go of, last opened first. Each part has its time; one that fails or hangs does not stop the rest. */
final class Teardown {

    private static final Logger LOG = LoggerFactory.getLogger(Teardown.class);

    private final Deque<Part> parts = new ArrayDeque<>();

    void add(String name, Duration limit, Supplier<Future<Void>> close) {
        parts.push(new Part(name, limit, close));
    }

    /** Blocks until everything is let go of, or its time is over. */
    void run() {
        while (!parts.isEmpty()) {
            Part part = parts.pop();
            try {
                part.close.get().await(part.limit.toMillis(), TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                LOG.warn("event=stop-incomplete part={} limit={}", part.name, part.limit);
            } catch (RuntimeException e) {
                LOG.warn("event=stop-failed part={}", part.name, e);
            }
        }
    }

    private record Part(String name, Duration limit, Supplier<Future<Void>> close) {}
}
