package dev.feedwarden.plugin.http;

import dev.feedwarden.api.Timers;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One request at a time limit, on a connection of its own that is closed with it, whatever its end. It goes to the very
 * address that was judged, and so does each redirect that is followed. Event loop of the context.
 */
final class Exchange {

    /** What is read of a body. */
    static final int MOST_BYTES = 64 * 1024;

    private final Vertx vertx;
    private final Timers timers;
    private final Resolver resolver;
    private final Limits limits;

    /**
     * @param timeout for all of it
     * @param reach which addresses may be called
     * @param redirects how many are followed
     */
    record Limits(Duration timeout, Reach reach, int redirects) {}

    /** Which addresses may be called. */
    enum Reach {
        PUBLIC,
        ANY
    }

    Exchange(Vertx vertx, Timers timers, Resolver resolver, Limits limits) {
        this.vertx = vertx;
        this.timers = timers;
        this.resolver = resolver;
        this.limits = limits;
    }

    /** Sends a request with a body, empty for none. */
    Future<Reply> send(HttpMethod method, URI uri, Map<String, String> headers, Buffer body) {
        long began = timers.nanoTime();
        HttpClient client = vertx.createHttpClient(
                new HttpClientOptions()
                        .setKeepAlive(false)
                        .setConnectTimeout((int) limits.timeout().toMillis())
                        .setDecompressionSupported(false),
                new PoolOptions().setHttp1MaxSize(1 + limits.redirects()));
        Future<Reply> reply = answer(client, new Request(method, headers, body), uri, limits.redirects())
                .compose(response -> read(response, began));
        return Deadline.within(timers, limits.timeout(), "answer", reply).eventually(client::close);
    }

    private record Request(HttpMethod method, Map<String, String> headers, Buffer body) {}

    private Future<HttpClientResponse> answer(HttpClient client, Request request, URI uri, int redirects) {
        return resolver.resolve(host(uri))
                .compose(addresses -> client.request(options(request, uri, chosen(uri, addresses))))
                .compose(open -> request.body().length() == 0 ? open.send() : open.send(request.body()))
                .compose(response -> {
                    @Nullable
                    URI next = redirects == 0
                            ? null
                            : Redirects.next(uri, response.statusCode(), response.getHeader("Location"));
                    if (next == null) {
                        return Future.succeededFuture(response);
                    }
                    return response.end().compose(end -> answer(client, request, next, redirects - 1));
                });
    }

    private static RequestOptions options(Request request, URI uri, InetAddress address) {
        RequestOptions options = new RequestOptions()
                .setMethod(request.method())
                .setSsl("https".equals(uri.getScheme()))
                .setHost(bare(host(uri)))
                .setPort(port(uri))
                .setURI(path(uri))
                // The very address that was judged: a second look-up might find another.
                .setServer(SocketAddress.inetSocketAddress(new InetSocketAddress(address, port(uri))));
        request.headers().forEach(options::putHeader);
        return options;
    }

    private InetAddress chosen(URI uri, List<InetAddress> addresses) {
        if (limits.reach() == Reach.PUBLIC) {
            for (InetAddress address : addresses) {
                if (!Addresses.isPublic(address)) {
                    throw new RefusedException(host(uri) + " is " + address.getHostAddress()
                            + ", which is not an address of the public internet");
                }
            }
        }
        return addresses.get(0);
    }

    /** Reads to the end or to the limit; what comes after that is not waited for. */
    private Future<Reply> read(HttpClientResponse response, long began) {
        Promise<Reply> done = Promise.promise();
        Buffer body = Buffer.buffer();
        response.handler(part -> {
            int room = MOST_BYTES - body.length();
            body.appendBuffer(part.length() <= room ? part : part.slice(0, room));
            if (part.length() > room) {
                done.tryComplete(reply(response, body, true, began));
            }
        });
        response.exceptionHandler(done::tryFail);
        response.endHandler(end -> done.tryComplete(reply(response, body, false, began)));
        return done.future();
    }

    private Reply reply(HttpClientResponse response, Buffer body, boolean cut, long began) {
        Duration took = Duration.ofNanos(timers.nanoTime() - began);
        return new Reply(response.statusCode(), response.headers(), body.toString(), cut, took);
    }

    static String host(URI uri) {
        String host = uri.getHost();
        if (host == null) {
            throw new IllegalArgumentException("a URL without a host");
        }
        return host;
    }

    static int port(URI uri) {
        return uri.getPort() >= 0 ? uri.getPort() : "https".equals(uri.getScheme()) ? 443 : 80;
    }

    private static String bare(String host) {
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    private static String path(URI uri) {
        String path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        return uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery();
    }
}
