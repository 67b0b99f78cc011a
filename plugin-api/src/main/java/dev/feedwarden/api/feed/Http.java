package dev.feedwarden.api.feed;

import io.vertx.core.Future;
import java.net.URI;
import java.time.Duration;

/**
 * HTTP to a venue. All feeds of the program share one budget a host: at most 40 requests at once, then 10 a second. No
 * redirect is followed, and each request has a connection of its own that is closed with it. Used on the feed's event
 * loop.
 */
public interface Http {

    /**
     * Asks. An answer of any status is a success. Fails with {@link HostPausedException} while the host is left alone,
     * with a {@link java.util.concurrent.TimeoutException} after 10 s, with a {@link java.util.concurrent.RejectedExecutionException}
     * when more than 100 requests to the host wait, and with an {@link java.io.IOException} when the host cannot be
     * reached or its answer is larger than 8 MiB.
     *
     * @param uri {@code http} or {@code https}
     */
    Future<HttpReply> get(URI uri);

    /** Leaves a host alone: for so long no feed asks it anything. A pause that ends later stays. */
    void pause(String host, Duration length);
}
