package dev.feedwarden.supervisor.web;

import dev.feedwarden.api.Timers;
import dev.feedwarden.supervisor.metrics.Meter;
import dev.feedwarden.supervisor.metrics.Meters;
import io.micrometer.core.instrument.Counter;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Keeps connections from being used up: at most {@value #USUAL} from one address, and {@value #MOST} in all; the head of a
 * request must have arrived within 10 s, its body within 30 s, and both count from a timer of our own, since the server's
 * idle time begins anew with every byte. Where the configuration names no number, this machine itself
 * and the proxies are bound by the total alone. Lives on the core event loop.
 */
final class ConnectionGuard {

    static final int USUAL = 20;
    static final int MOST = 1_000;
    static final Duration HEAD = Duration.ofSeconds(10);
    static final Duration BODY = Duration.ofSeconds(30);
    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "0:0:0:0:0:0:0:1", "::1");
    private static final Set<HttpMethod> WITHOUT_BODY = Set.of(HttpMethod.GET, HttpMethod.HEAD);

    private final int most;
    private final boolean loopbackToo;
    private final List<String> proxies;
    private final Timers timers;
    private final Counter refused;
    private final Counter slow;
    private final Map<String, Integer> byAddress = new HashMap<>();
    private int open;

    ConnectionGuard(WebServer.Address address, Timers timers, Meters meters) {
        this.loopbackToo = address.connections() != null;
        this.most = address.connections() == null ? USUAL : address.connections();
        this.proxies = address.proxies();
        this.timers = timers;
        this.refused = meters.counter(Meter.WEB_CONNECTIONS_REFUSED);
        this.slow = meters.counter(Meter.WEB_SLOW_CLOSED);
        meters.gauge(Meter.WEB_CONNECTIONS, () -> open);
    }

    /** A connection was made. */
    void opened(HttpConnection connection) {
        String address = Visitor.address(connection.remoteAddress());
        if (open >= MOST || (isCounted(address) && byAddress.getOrDefault(address, 0) >= most)) {
            refused.increment();
            connection.close();
            return;
        }
        open++;
        byAddress.merge(address, 1, Integer::sum);
        HeadDeadline head = new HeadDeadline(timers, HEAD, () -> tooSlow(connection));
        head.watch(connection);
        connection.closeHandler(closed -> {
            open--;
            byAddress.computeIfPresent(address, (same, count) -> count == 1 ? null : count - 1);
            head.cancel();
        });
    }

    /** Gives the body its time, and refuses at once what says itself that it is too large. */
    void body(RoutingContext call) {
        HttpServerRequest request = call.request();
        if (!WITHOUT_BODY.contains(request.method()) && !request.isEnded()) {
            Timers.Timer limit = timers.after(BODY, () -> {
                if (!request.isEnded()) {
                    tooSlow(request.connection());
                }
            });
            call.addEndHandler(ended -> limit.cancel());
        }
        if (length(request) > Bodies.MOST_BYTES) {
            call.response().putHeader(HttpHeaders.CONNECTION, "close");
            Answers.error(call, 413, "the request is too large");
        } else {
            call.next();
        }
    }

    private void tooSlow(HttpConnection connection) {
        slow.increment();
        connection.close();
    }

    private boolean isCounted(String address) {
        return !proxies.contains(address) && (loopbackToo || !LOOPBACK.contains(address));
    }

    /** What the request says of its length; one that cannot be read is refused by the server itself. */
    private static long length(HttpServerRequest request) {
        String said = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        return said == null || !said.matches("[0-9]{1,18}") ? 0 : Long.parseLong(said);
    }
}
