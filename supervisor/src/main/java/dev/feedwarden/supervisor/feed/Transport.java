package dev.feedwarden.supervisor.feed;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.net.URI;

/** A way to reach venues: a client that makes connections. Used on one event loop. */
interface Transport {

    /**
     * Begins to connect. The receiver hears {@code opened} or {@code closed}, later and never inside this call; once the
     * link has been closed it hears nothing of use, and a connection that comes up all the same is closed.
     *
     * @throws IllegalArgumentException if the transport cannot reach such an endpoint
     */
    Link open(URI endpoint, Receiver receiver);

    /** Closes the client and whatever is still open through it. */
    Future<Void> close();

    /** One connection, or the attempt at it. */
    interface Link {

        /** Sends a message: a text frame, or bytes of a stream. */
        void send(Buffer message);

        /** Whether more has been sent than the peer takes. */
        boolean full();

        /** Whether whole messages arrive, and pings are answered by the peer's transport. */
        boolean framed();

        /** Sends a ping; only where the link is framed. */
        void ping();

        /** Closes within seconds, whatever the peer does. */
        Future<Void> close();
    }

    /** Who hears of a connection. */
    interface Receiver {

        void opened();

        /** A whole message where the link is framed, else some bytes. */
        void received(Buffer data);

        void ponged();

        /** The peer takes more again. */
        void drained();

        /** A message was larger than the limit and is lost. */
        void oversized(String detail);

        /** The connection is gone, or could not be made. */
        void closed(String detail);
    }
}
