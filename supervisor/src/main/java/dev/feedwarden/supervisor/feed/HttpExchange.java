package dev.feedwarden.supervisor.feed;

import dev.feedwarden.api.Timers;
import dev.feedwarden.api.Timers.Timer;
import dev.feedwarden.api.feed.HttpReply;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** One GET and its answer. Whatever ends it early closes its connection. */
final class HttpExchange {

    static final Duration TIMEOUT = Duration.ofSeconds(10);
    static final int MOST_BYTES = 8 << 20;

    private final URI uri;
    private final Promise<HttpReply> reply;
    private final Timer timeout;
    private final Buffer body = Buffer.buffer();
    private @Nullable HttpClientRequest request;

    HttpExchange(URI uri, Timers timers, Promise<HttpReply> reply) {
        this.uri = uri;
        this.reply = reply;
        timeout = timers.after(
                TIMEOUT,
                () -> fail(new TimeoutException(
                        "GET " + uri.getPath() + " unanswered for " + TIMEOUT.toSeconds() + " s")));
    }

    void begin(HttpClient client) {
        client.request(new RequestOptions()
                        .setMethod(HttpMethod.GET)
                        .setAbsoluteURI(uri.toString())
                        .setFollowRedirects(false))
                .onSuccess(this::opened)
                .onFailure(this::unreachable);
    }

    private void opened(HttpClientRequest opened) {
        request = opened;
        if (reply.future().isComplete()) {
            close(opened);
            return;
        }
        opened.send().onSuccess(this::answered).onFailure(this::unreachable);
    }

    private void answered(HttpClientResponse response) {
        response.exceptionHandler(this::unreachable);
        response.handler(part -> {
            if (body.length() + part.length() > MOST_BYTES) {
                fail(new IOException(
                        "GET " + uri.getPath() + ": expected at most " + MOST_BYTES + " bytes, found more"));
            } else {
                body.appendBuffer(part);
            }
        });
        response.endHandler(end -> {
            timeout.cancel();
            reply.tryComplete(new HttpReply(response.statusCode(), headers(response), body));
        });
    }

    private void unreachable(Throwable error) {
        fail(new IOException("GET " + uri.getPath() + ": " + Details.of(error), error));
    }

    private void fail(Exception error) {
        timeout.cancel();
        if (reply.tryFail(error) && request != null) {
            close(request);
        }
    }

    /** HTTP/1 knows no other way to end an exchange than to close its connection. */
    private static void close(HttpClientRequest open) {
        open.reset();
    }

    private static Map<String, String> headers(HttpClientResponse response) {
        Map<String, String> headers = new HashMap<>();
        response.headers().forEach((name, value) -> headers.put(name.toLowerCase(Locale.ROOT), value));
        return Map.copyOf(headers);
    }
}
