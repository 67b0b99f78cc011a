package dev.feedwarden.plugin.simulator.proxy;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import io.vertx.core.internal.net.NetSocketInternal;
import io.vertx.core.net.NetSocket;

/** Ends a TCP connection with RST in place of FIN. */
final class Reset {

    private Reset() {}

    /** What is still queued is thrown away. */
    static void reset(NetSocket socket) {
        Channel channel = ((NetSocketInternal) socket).channelHandlerContext().channel();
        channel.config().setOption(ChannelOption.SO_LINGER, 0);
        ChannelFuture unused = channel.close();
    }
}
