package dev.feedwarden.supervisor.oversight;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollDomainDatagramChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.unix.DomainSocketAddress;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The datagram socket of a service manager, in the protocol of {@code sd_notify(3)}: one message a datagram, lines of
 * {@code NAME=value}.
 *
 * <p>Java has no Unix datagram sockets, so Netty's native transport sends them. The command {@code systemd-notify} would
 * need a process for each message, {@code NotifyAccess=all}, and a race with its own end; Netty is here anyway, and its
 * native part is 42 kB for each of x86_64 and aarch64.
 */
final class NotifySocket implements Overseer {

    private static final Logger LOG = LoggerFactory.getLogger(NotifySocket.class);
    private static final Duration SENDING = Duration.ofSeconds(2);

    private final EventLoopGroup loop;
    private final Channel channel;

    private NotifySocket(EventLoopGroup loop, Channel channel) {
        this.loop = loop;
        this.channel = channel;
    }

    /**
     * Opens a socket to send to the manager's. Blocks shortly.
     *
     * @param address the value of {@code NOTIFY_SOCKET}: an absolute path, or {@code @} and an abstract name
     * @throws IOException if there is none, or this machine has no native transport
     */
    static NotifySocket open(String address) throws IOException {
        if (!address.startsWith("/") && !address.startsWith("@")) {
            throw new IOException("expected an absolute path or @ and a name, found '" + address + "'");
        }
        if (!Epoll.isAvailable()) {
            throw new IOException("no native transport for this machine", Epoll.unavailabilityCause());
        }
        EventLoopGroup loop = new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());
        ChannelFuture opening = new Bootstrap()
                .group(loop)
                .channel(EpollDomainDatagramChannel.class)
                .handler(new ChannelInboundHandlerAdapter())
                .connect(new DomainSocketAddress(address.replaceFirst("^@", "\0")));
        if (!opening.awaitUninterruptibly(SENDING.toMillis()) || !opening.isSuccess()) {
            end(loop);
            throw new IOException("nobody listens at " + address, opening.cause());
        }
        return new NotifySocket(loop, opening.channel());
    }

    @Override
    public void ready(String status) {
        send("READY=1\nSTATUS=" + status);
    }

    @Override
    public void alive() {
        send("WATCHDOG=1");
    }

    @Override
    public void stopping() {
        send("STOPPING=1\nSTATUS=stopping");
    }

    @Override
    public void close() {
        end(loop);
    }

    private static void end(EventLoopGroup loop) {
        if (!loop.shutdownGracefully(0, 0, TimeUnit.SECONDS).awaitUninterruptibly(SENDING.toMillis())) {
            LOG.warn("event=notify-unclosed limit={}", SENDING);
        }
    }

    /** Waits for at most {@link #SENDING}. What cannot be sent is logged: the manager acts on what it misses. */
    private void send(String message) {
        ChannelFuture sending = channel.writeAndFlush(Unpooled.copiedBuffer(message, UTF_8));
        if (!sending.awaitUninterruptibly(SENDING.toMillis()) || !sending.isSuccess()) {
            LOG.warn(
                    "event=notify-failed message={}",
                    message.lines().findFirst().orElse(""),
                    sending.cause());
        }
    }
}
