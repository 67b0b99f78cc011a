package dev.feedwarden.plugin.http;

import dev.feedwarden.api.Timers;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.ClientSSLOptions;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;
import javax.net.ssl.SSLPeerUnverifiedException;

/** Makes connections that carry no question: to see whether a port is open, and which certificate stands behind it. */
final class Certificates {

    private final Vertx vertx;
    private final Timers timers;
    private final Duration timeout;

    Certificates(Vertx vertx, Timers timers, Duration timeout) {
        this.vertx = vertx;
        this.timers = timers;
        this.timeout = timeout;
    }

    /** Whether a TCP connection can be made. */
    Future<Void> connect(InetAddress address, int port) {
        return within(
                new NetClientOptions(),
                client -> client.connect(at(address, port)).mapEmpty());
    }

    /**
     * When the server's certificate ends. The handshake is a real one that accepts any certificate, because an expired
     * one, or one for another host, is to be reported. Nothing is sent on it.
     */
    Future<Instant> end(InetAddress address, int port, String host) {
        ClientSSLOptions tls = new ClientSSLOptions().setTrustAll(true).setHostnameVerificationAlgorithm("");
        return within(
                new NetClientOptions(),
                client -> client.connect(at(address, port))
                        .compose(socket -> socket.upgradeToSsl(tls, host).map(done -> notAfter(socket))));
    }

    private <T> Future<T> within(NetClientOptions options, Function<NetClient, Future<T>> question) {
        NetClient client = vertx.createNetClient(options.setConnectTimeout((int) timeout.toMillis()));
        return Deadline.within(timers, timeout, "connection", question.apply(client))
                .eventually(client::close);
    }

    private static SocketAddress at(InetAddress address, int port) {
        return SocketAddress.inetSocketAddress(new InetSocketAddress(address, port));
    }

    private static Instant notAfter(NetSocket socket) {
        try {
            X509Certificate first = (X509Certificate) socket.sslSession().getPeerCertificates()[0];
            return first.getNotAfter().toInstant();
        } catch (SSLPeerUnverifiedException e) {
            throw new IllegalStateException("a handshake without a certificate", e);
        }
    }
}
