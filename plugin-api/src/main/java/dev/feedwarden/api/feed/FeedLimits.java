package dev.feedwarden.api.feed;

import java.time.Duration;

/**
 * What a venue allows and how patient to be with it. The supervisor keeps these limits; each can be set by
 * configuration where the plugin declares a setting for it.
 *
 * @param streamsPerConnection more streams open further connections
 * @param streamsPerRequest the most one subscribe request may ask for
 * @param requestBytes the most one subscribe request may measure; see {@link Feed#requestBytes}
 * @param requestPace the least time between two subscribe requests of one connection
 * @param ackTimeout how long a subscribe request may stay unanswered before what it asked for is asked again
 * @param firstDataTimeout how long a new connection may take until {@link Session#ready}, and how long after the first
 *     acknowledgement it may bring no data at all
 * @param messageBytes a larger message is a gap: the connection is made anew
 * @param messageAge how long no complete message may arrive before the connection counts as dead
 * @param connectTimeout for the socket and the handshake together
 */
public record FeedLimits(
        int streamsPerConnection,
        int streamsPerRequest,
        int requestBytes,
        Duration requestPace,
        Duration ackTimeout,
        Duration firstDataTimeout,
        int messageBytes,
        Duration messageAge,
        Duration connectTimeout) {

    public FeedLimits {
        if (streamsPerConnection < 1 || streamsPerRequest < 1 || requestBytes < 1 || messageBytes < 1) {
            throw new IllegalArgumentException("limits must be at least 1");
        }
    }
}
