package dev.feedwarden.supervisor.web;

import dev.feedwarden.api.Timers;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.impl.HttpServerConnection;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Sends a large body that many clients share, as fast as this client reads: only a piece of it is copied for the client at
 * a time. A client that has not taken all of it after 30 s loses its connection, so that slow readers do not keep the
 * memory that answers to others need. Lives on the core event loop.
 */
final class BodySending {

    static final Duration DEADLINE = Duration.ofSeconds(30);

    private static final int PIECE = 32 << 10;

    private final HttpServerRequest request;
    private final HttpServerResponse response;
    private final Buffer body;
    private final Timers timers;
    private final Runnable ended;
    private int position;
    private Timers.@Nullable Timer deadline;

    /** @param ended run once the client has all of it or has gone; perhaps twice */
    BodySending(HttpServerRequest request, Buffer body, Timers timers, Runnable ended) {
        this.request = request;
        this.response = request.response();
        this.body = body;
        this.timers = timers;
        this.ended = ended;
    }

    void begin() {
        deadline = timers.after(DEADLINE, this::giveUp);
        response.closeHandler(closed -> over());
        response.exceptionHandler(broken -> over());
        response.drainHandler(drained -> go());
        go();
    }

    /** Resets the connection: closing it as Vert.x does would first wait for what the client does not read. */
    private void giveUp() {
        ChannelHandlerContext channel = ((HttpServerConnection) request.connection()).channelHandlerContext();
        channel.channel().config().setOption(ChannelOption.SO_LINGER, 0);
        channel.close().addListener(closed -> over());
    }

    private void over() {
        if (deadline != null) {
            deadline.cancel();
        }
        ended.run();
    }

    private void go() {
        while (!response.ended() && !response.closed() && !response.writeQueueFull()) {
            int next = Math.min(body.length(), position + PIECE);
            Buffer piece = body.slice(position, next);
            position = next;
            if (position < body.length()) {
                response.write(piece);
            } else {
                response.end(piece).onComplete(written -> over());
            }
        }
    }
}
