package dev.feedwarden.supervisor.feed;

import dev.feedwarden.api.feed.FeedLimits;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.internal.net.NetSocketInternal;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.NetSocket;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** Connects by {@code tcp}: a stream of bytes of which the protocol makes messages. */
final class TcpTransport implements Transport {

    private final NetClient client;

    TcpTransport(Vertx vertx, FeedLimits limits) {
        client = vertx.createNetClient(new NetClientOptions()
                .setConnectTimeout(Math.toIntExact(limits.connectTimeout().toMillis()))
                .setTcpKeepAlive(true));
    }

    @Override
    public Link open(URI endpoint, Receiver receiver) {
        if (endpoint.getHost() == null || endpoint.getPort() < 0) {
            throw new IllegalArgumentException("expected tcp://host:port, found '" + endpoint + "'");
        }
        var link = new TcpLink(receiver);
        client.connect(endpoint.getPort(), endpoint.getHost())
                .onSuccess(link::opened)
                .onFailure(e -> receiver.closed(Details.of(e)));
        return link;
    }

    @Override
    public Future<Void> close() {
        return client.close();
    }

    /** One TCP connection. */
    private static final class TcpLink implements Link {

        private final Receiver receiver;
        private @Nullable NetSocket socket;
        private @Nullable Throwable error;
        private boolean closed;

        private TcpLink(Receiver receiver) {
            this.receiver = receiver;
        }

        @Override
        public void send(Buffer message) {
            if (socket != null) {
                socket.write(message);
            }
        }

        @Override
        public boolean full() {
            return socket != null && socket.writeQueueFull();
        }

        @Override
        public boolean framed() {
            return false;
        }

        @Override
        public void ping() {
            throw new UnsupportedOperationException("TCP knows no ping");
        }

        @Override
        public Future<Void> close() {
            closed = true;
            return socket == null
                    ? Future.succeededFuture()
                    : BoundedClose.of(socket.close(), ((NetSocketInternal) socket).channelHandlerContext());
        }

        private void opened(NetSocket connected) {
            socket = connected;
            if (closed) {
                close();
                return;
            }
            connected.handler(receiver::received);
            connected.drainHandler(none -> receiver.drained());
            connected.exceptionHandler(e -> error = e);
            connected.closeHandler(none -> receiver.closed(error == null ? "closed by the peer" : Details.of(error)));
            receiver.opened();
        }
    }
}
