package dev.feedwarden.api.feed;

import dev.feedwarden.api.Instance;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/**
 * An exchange feed: how to speak to one venue. The supervisor owns connections, retries, keep-alive of the transport,
 * pacing and watching; a feed owns none of them.
 *
 * <p>There is always at least one connection, so a feed whose discovery goes over the same socket starts it there.
 */
public interface Feed extends Instance {

    /**
     * What the venue allows. Asked once for the feed as a whole, and again for each connection: that one keeps the request
     * size, paces and timeouts it was given, so a feed may be more careful after the venue complained.
     */
    FeedLimits limits();

    /**
     * Where to connect, tried in turn: {@code ws}, {@code wss} or {@code tcp} (host and port). Asked before each
     * attempt.
     */
    List<URI> endpoints();

    /**
     * Called once, before the first connection: from here on the feed tells its context which streams are wanted, by
     * {@link FeedContext#want}, now and whenever that changes.
     */
    void discover();

    /** A new connection: everything that belongs to it lives in the protocol and dies with it. */
    FeedProtocol open(Session session);

    /** How lost connections are made anew. Asked once. */
    default Retry retry() {
        return Retry.USUAL;
    }

    /**
     * Whether data is due now from what was granted. While it is not, as outside of trading hours, a connection without
     * any data stays.
     */
    default boolean dataDue() {
        return true;
    }

    /**
     * Whether a connection counts as made only once its protocol says {@link Session#ready}, because what listens may
     * accept and yet not serve. What ends before that is a failed attempt, not a lost connection.
     */
    default boolean connectedWhenReady() {
        return false;
    }

    /**
     * How long to wait after an attempt to connect that failed.
     *
     * @param detail why it failed
     * @param usual the supervisor's own wait, which grows with each failure
     */
    default Duration retryAfter(String detail, Duration usual) {
        return usual;
    }

    /** How many bytes a stream adds to a subscribe request. */
    default int requestBytes(String stream) {
        return stream.length() + 32;
    }
}
