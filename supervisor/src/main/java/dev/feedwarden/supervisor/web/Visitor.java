package dev.feedwarden.supervisor.web;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Where a request comes from. What its headers say of that is believed only if a proxy of the configuration sent it. */
final class Visitor {

    private final List<String> proxies;

    Visitor(List<String> proxies) {
        this.proxies = List.copyOf(proxies);
    }

    /** The address that the connection, or the last proxy, saw. */
    String address(HttpServerRequest request) {
        String peer = address(request.remoteAddress());
        String said = request.getHeader("X-Forwarded-For");
        if (said == null || !isProxy(peer)) {
            return peer;
        }
        return said.substring(said.lastIndexOf(',') + 1).strip();
    }

    /** Whether the browser reached us, or our proxy, over TLS. */
    boolean secure(HttpServerRequest request) {
        return request.isSSL()
                || (isProxy(address(request.remoteAddress()))
                        && "https".equals(lower(request.getHeader("X-Forwarded-Proto"))));
    }

    boolean isProxy(String address) {
        return proxies.contains(address);
    }

    /** Whether a browser says that the request comes from a page of another origin. Programs send no such header. */
    static boolean foreign(HttpServerRequest request) {
        String origin = request.getHeader(HttpHeaders.ORIGIN);
        String host = request.getHeader(HttpHeaders.HOST);
        return origin != null && !origin.equals("http://" + host) && !origin.equals("https://" + host);
    }

    static String address(@Nullable SocketAddress remote) {
        String address = remote == null ? null : remote.hostAddress();
        return address == null ? "unknown" : address;
    }

    private static @Nullable String lower(@Nullable String text) {
        return text == null ? null : text.toLowerCase(Locale.ROOT);
    }
}
