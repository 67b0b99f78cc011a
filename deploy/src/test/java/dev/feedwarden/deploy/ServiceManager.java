package dev.feedwarden.deploy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.epoll.EpollDomainDatagramChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.unix.DomainDatagramPacket;
import io.netty.channel.unix.DomainSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** The socket of a service manager, which gets a message for each datagram. */
final class ServiceManager implements AutoCloseable {

    private static final String MARK = "MARK";

    private final BlockingQueue<String> messages = new LinkedBlockingQueue<>();
    private final EventLoopGroup loop = new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());
    private final DomainSocketAddress address;
    private final Channel channel;

    ServiceManager(Path socket) throws InterruptedException {
        address = new DomainSocketAddress(socket.toString());
        channel = new Bootstrap()
                .group(loop)
                .channel(EpollDomainDatagramChannel.class)
                .handler(new SimpleChannelInboundHandler<DomainDatagramPacket>() {
                    @Override
                    protected void channelRead0(ChannelHandlerContext context, DomainDatagramPacket packet) {
                        messages.add(packet.content().toString(UTF_8));
                    }
                })
                .bind(address)
                .sync()
                .channel();
    }

    /** The next message, once it is there. */
    String next() throws InterruptedException {
        String message = messages.poll(90, SECONDS);
        if (message == null) {
            throw new AssertionError("no message came");
        }
        return message;
    }

    /** Every message that was sent before this call and was not taken yet. */
    List<String> sentBefore() throws InterruptedException {
        channel.writeAndFlush(new DomainDatagramPacket(Unpooled.copiedBuffer(MARK, UTF_8), address))
                .sync();
        List<String> before = new ArrayList<>();
        for (String message = next(); !message.equals(MARK); message = next()) {
            before.add(message);
        }
        return before;
    }

    @Override
    public void close() {
        loop.shutdownGracefully(0, 0, SECONDS).awaitUninterruptibly(5, SECONDS);
    }
}
