package dev.feedwarden.supervisor.web;

import dev.feedwarden.api.Timers;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.LastHttpContent;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.impl.HttpServerConnection;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The time that one connection has for the head of a request: for the first from when the connection was made, for each
 * later one from its first byte, so that a connection may rest between two requests as long as the server's idle time
 * allows. Looks on both sides of the decoder, as nothing else sees that a head has begun. Lives on the core event loop.
 */
final class HeadDeadline {

    private final Timers timers;
    private final Duration limit;
    private final Runnable tooSlow;
    private boolean inBody;
    private Timers.@Nullable Timer running;

    /** @param tooSlow run when a head has not arrived in time */
    HeadDeadline(Timers timers, Duration limit, Runnable tooSlow) {
        this.timers = timers;
        this.limit = limit;
        this.tooSlow = tooSlow;
    }

    /** Watches a connection that was just made. */
    void watch(HttpConnection connection) {
        ChannelPipeline pipeline =
                ((HttpServerConnection) connection).channelHandlerContext().pipeline();
        pipeline.addBefore("httpDecoder", "headBegins", new Bytes());
        pipeline.addAfter("httpDecoder", "headArrives", new Messages());
        begins();
    }

    void cancel() {
        if (running != null) {
            running.cancel();
            running = null;
        }
    }

    private void begins() {
        if (running == null && !inBody) {
            running = timers.after(limit, tooSlow);
        }
    }

    private final class Bytes extends ChannelInboundHandlerAdapter {

        @Override
        public void channelRead(ChannelHandlerContext context, Object read) {
            if (read instanceof ByteBuf) {
                begins();
            }
            context.fireChannelRead(read);
        }
    }

    private final class Messages extends ChannelInboundHandlerAdapter {

        @Override
        public void channelRead(ChannelHandlerContext context, Object read) {
            if (read instanceof HttpRequest) {
                cancel();
                inBody = true;
            }
            if (read instanceof LastHttpContent) {
                inBody = false;
            }
            context.fireChannelRead(read);
        }
    }
}
