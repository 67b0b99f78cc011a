package dev.feedwarden.supervisor.feed;

import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.vertx.core.Future;
import java.util.concurrent.TimeUnit;

/**
 * Closes a socket within two seconds. Vert.x closes only once everything written has left, and a peer that reads nothing
 * would keep the socket open for ever; so the channel itself is closed then, and what was not sent is lost.
 */
final class BoundedClose {

    private static final long SECONDS = 2;

    private BoundedClose() {}

    /**
     * Completes when the close did, or was not waited for any longer.
     *
     * @param close the polite close, begun already
     */
    static Future<Void> of(Future<Void> close, ChannelHandlerContext channel) {
        return close.timeout(SECONDS, TimeUnit.SECONDS)
                .onFailure(late -> channel.close().addListener(ChannelFutureListener.FIRE_EXCEPTION_ON_FAILURE))
                .otherwiseEmpty();
    }
}
