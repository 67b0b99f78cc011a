package dev.feedwarden.api.feed;

import io.vertx.core.buffer.Buffer;
import java.util.List;

/**
 * One connection's worth of a venue's protocol. Called on the event loop of the feed's context, never twice at once. An
 * exception is counted, the message that caused it is set aside, and the connection stays.
 */
public interface FeedProtocol {

    /** The transport is up. The protocol greets the venue and says {@link Session#ready} when it may be subscribed. */
    void connected();

    /**
     * Something arrived: a whole message of a WebSocket, or some bytes of a TCP stream, of which the protocol must make
     * messages itself. Of a TCP stream, bytes count as a complete message (see {@link FeedLimits#messageAge}) if the
     * protocol calls its session, other than for timers, before it returns.
     */
    void received(Buffer frame);

    /**
     * Sends one request for these streams, within the feed's limits. The protocol answers with
     * {@link Session#acknowledged} or {@link Session#refused}.
     */
    void subscribe(List<String> streams);

    /** Sends one request to end these streams. No answer is awaited. */
    void unsubscribe(List<String> streams);

    /** Where the conversation stands, in a few words, for the report of the connection's end; empty for nothing to say. */
    default String standing() {
        return "";
    }

    /** The supervisor is about to end the connection of its own accord; {@link #closed} follows. */
    default void leaving() {}

    /** The connection is gone; timers set through the session are cancelled already. */
    default void closed() {}
}
