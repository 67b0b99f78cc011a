package dev.feedwarden.supervisor.web;

import io.vertx.core.net.HostAndPort;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * A server on loopback answers only to the names of loopback, and to those the configuration gives it. Otherwise a page of
 * another site could have its own name lead here and read or do what it likes.
 */
final class HostGuard {

    private static final List<String> LOOPBACK = List.of("localhost", "127.0.0.1", "::1", "[::1]");

    private final Set<String> names;

    private HostGuard(List<String> names) {
        this.names = new HashSet<>(LOOPBACK);
        names.forEach(name -> this.names.add(name.toLowerCase(Locale.ROOT)));
    }

    /** Guards a server that listens on a host; on another than loopback its names are its owner's affair. */
    static void mount(Router router, String host, List<String> names) {
        if (isLoopback(host)) {
            router.route().handler(new HostGuard(names)::check);
        }
    }

    static boolean isLoopback(String host) {
        return LOOPBACK.contains(host);
    }

    private void check(RoutingContext call) {
        HostAndPort asked = call.request().authority();
        if (asked != null && names.contains(asked.host().toLowerCase(Locale.ROOT))) {
            call.next();
        } else {
            Answers.error(call, 421, "this server does not go by that name; http.names in the configuration adds one");
        }
    }
}
