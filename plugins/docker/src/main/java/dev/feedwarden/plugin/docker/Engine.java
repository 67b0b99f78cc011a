package dev.feedwarden.plugin.docker;

import dev.feedwarden.api.Timers;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Calls of the Engine API, each over a connection of its own that is closed when it ends: answered, too long, or too
 * late. Belongs to one event loop.
 */
final class Engine {

    /** The oldest version that knows all we ask for, which is also one that Podman's service answers. */
    private static final String VERSION = "/v1.41";

    private final EngineSettings settings;
    private final Timers timers;
    private final HttpClientAgent client;

    Engine(Vertx vertx, Timers timers, EngineSettings settings) {
        this.settings = settings;
        this.timers = timers;
        this.client = vertx.createHttpClient(
                settings.client(), new PoolOptions().setHttp1MaxSize(EngineSettings.MOST_CONTAINERS));
    }

    /**
     * An answer.
     *
     * @param body its first bytes, up to the limit of the call
     * @param cut whether there was more
     */
    record Answer(int status, Buffer body, boolean cut) {}

    /** Asks for something, and takes at most so many bytes of it. */
    Future<Answer> get(String path, int most) {
        return call(HttpMethod.GET, path, most, settings.answerTimeout());
    }

    /** Has something done that may take so much longer than an answer usually does. */
    Future<Answer> post(String path, Duration longer) {
        return call(HttpMethod.POST, path, 4_096, settings.answerTimeout().plus(longer));
    }

    Future<Void> close() {
        return client.close();
    }

    private Future<Answer> call(HttpMethod method, String path, int most, Duration timeout) {
        RequestOptions options = new RequestOptions()
                .setMethod(method)
                .setServer(settings.address())
                .setHost(settings.host())
                .setPort(
                        settings.address().isDomainSocket()
                                ? 80
                                : settings.address().port())
                .setURI(VERSION + path);
        var call = new Call(most);
        Timers.Timer limit = timers.after(timeout, () -> call.expire(method + " " + path, timeout));
        client.request(options).onComplete(call::send, call::fail);
        return call.answer.future().onComplete(ended -> limit.cancel());
    }

    /** One call. Whatever ends it first counts; a connection that comes after the end is closed at once. */
    private static final class Call {

        private final int most;
        private final Promise<Answer> answer = Promise.promise();
        private final Buffer body = Buffer.buffer();
        private @Nullable HttpClientRequest request;

        private Call(int most) {
            this.most = most;
        }

        private void send(HttpClientRequest made) {
            request = made;
            if (answer.future().isComplete()) {
                drop();
                return;
            }
            made.send().onComplete(this::read, this::fail);
        }

        private void read(HttpClientResponse response) {
            response.exceptionHandler(this::fail);
            response.handler(part -> {
                int room = Math.min(part.length(), most - body.length());
                body.appendBuffer(part, 0, room);
                if (room < part.length()) {
                    end(response.statusCode(), true);
                }
            });
            response.endHandler(ended -> end(response.statusCode(), false));
        }

        private void end(int status, boolean cut) {
            if (answer.tryComplete(new Answer(status, body, cut)) && cut) {
                drop();
            }
        }

        private void fail(Throwable cause) {
            answer.tryFail(cause);
        }

        private void expire(String what, Duration timeout) {
            if (answer.tryFail(new IOException(what + " was not answered within " + timeout.toMillis() + " ms"))) {
                drop();
            }
        }

        private void drop() {
            if (request != null) {
                request.connection().close();
            }
        }
    }
}
