package dev.feedwarden.plugin.http;

import dev.feedwarden.api.Settings;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.dns.DnsClient;
import io.vertx.core.dns.DnsClientOptions;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds the addresses of a name: asks the system, or the DNS server that the settings name. */
final class Resolver {

    private final Vertx vertx;
    private final Duration timeout;
    private final @Nullable HostPort server;

    Resolver(Vertx vertx, Duration timeout, @Nullable HostPort server) {
        this.vertx = vertx;
        this.timeout = timeout;
        this.server = server;
    }

    /** A DNS server as {@code host:port} or {@code host}. */
    record HostPort(String host, int port) {

        static HostPort of(Settings settings, String name) {
            String text = settings.text(name);
            int colon = text.lastIndexOf(':');
            String host = colon < 0 ? text : text.substring(0, colon);
            String port = colon < 0 ? "53" : text.substring(colon + 1);
            if (!port.matches("[0-9]{1,5}") || Integer.parseInt(port) > 65_535 || host.isEmpty()) {
                throw settings.unusable(name, "an address and a port, such as 192.0.2.53:53");
            }
            return new HostPort(host, Integer.parseInt(port));
        }
    }

    /** All addresses, at least one; fails if there is none or no answer in time. */
    Future<List<InetAddress>> resolve(String host) {
        InetAddress literal;
        try {
            literal = Addresses.literal(host);
        } catch (IllegalArgumentException e) {
            return Future.failedFuture(new RefusedException(String.valueOf(e.getMessage())));
        }
        if (literal != null) {
            return Future.succeededFuture(List.of(literal));
        }
        return server == null ? askSystem(host) : askServer(host, server);
    }

    /** It also reads the system's file of hosts. */
    private Future<List<InetAddress>> askSystem(String host) {
        return vertx.executeBlocking(() -> List.of(InetAddress.getAllByName(host)), false);
    }

    private Future<List<InetAddress>> askServer(String host, HostPort at) {
        DnsClient client = vertx.createDnsClient(
                new DnsClientOptions().setHost(at.host()).setPort(at.port()).setQueryTimeout(timeout.toMillis()));
        Future<List<String>> four = client.resolveA(host);
        Future<List<String>> six = client.resolveAAAA(host);
        return Future.join(four, six).transform(both -> found(host, four, six)).eventually(client::close);
    }

    private static Future<List<InetAddress>> found(String host, Future<List<String>> four, Future<List<String>> six) {
        List<InetAddress> all = new ArrayList<>();
        for (Future<List<String>> answer : List.of(four, six)) {
            if (answer.succeeded()) {
                answer.result().forEach(address -> all.add(address(address)));
            }
        }
        if (!all.isEmpty()) {
            return Future.succeededFuture(all);
        }
        return Future.failedFuture(four.failed() ? four.cause() : new UnknownHostException(host + " has no address"));
    }

    private static InetAddress address(String text) {
        InetAddress address = Addresses.literal(text.contains(":") ? "[" + text + "]" : text);
        if (address == null) {
            throw new IllegalArgumentException("'" + text + "' is no address");
        }
        return address;
    }
}
