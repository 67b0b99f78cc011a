package dev.feedwarden.plugin.http;

import dev.feedwarden.api.Settings;
import dev.feedwarden.api.Timers;
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

/** Finds the addresses of a name: asks the system, or the DNS server that the settings name. One event loop. */
final class Resolver {

    private final Vertx vertx;
    private final Timers timers;
    private final Duration timeout;
    private final @Nullable HostPort server;
    private final SystemNames system;

    Resolver(Vertx vertx, Timers timers, Duration timeout, @Nullable HostPort server) {
        this(vertx, timers, timeout, server, InetAddress::getAllByName);
    }

    /** With another way to ask the system. */
    Resolver(Vertx vertx, Timers timers, Duration timeout, @Nullable HostPort server, SystemNames.Lookup lookup) {
        this.vertx = vertx;
        this.timers = timers;
        this.timeout = timeout;
        this.server = server;
        system = new SystemNames(vertx, lookup);
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
        Future<List<InetAddress>> answer = server == null ? system.ask(host) : askServer(host, server);
        return Deadline.within(timers, timeout, "address of " + host, answer);
    }

    /** The first address. */
    Future<InetAddress> first(String host) {
        return resolve(host).map(all -> all.get(0));
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
