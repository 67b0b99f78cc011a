package dev.feedwarden.plugin.redis;

import dev.feedwarden.api.Timers;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One connection that is made with the first call. Every call has a timeout. Whatever goes wrong, an error reply
 * included, ends the connection and all that is under way on it, so that the next call starts from a known state.
 *
 * <p>A server may still have commands of a connection that we gave up on in its buffers, and would carry them out behind
 * those of the next. So the next one first has the server end its predecessor.
 *
 * <p>Belongs to one event loop.
 */
final class Wire {

    private static final Pattern IDENTITY = Pattern.compile("id=([0-9]+) addr=(\\S+) .*", Pattern.DOTALL);

    private final Vertx vertx;
    private final Timers timers;
    private final RedisSettings settings;
    private @Nullable Link link;
    private @Nullable Request endPredecessor;
    private boolean closed;

    private static final class Link {
        private final Redis client;
        private Future<RedisConnection> connection = Future.failedFuture("not opened");

        private Link(Redis client) {
            this.client = client;
        }
    }

    Wire(Vertx vertx, Timers timers, RedisSettings settings) {
        this.vertx = vertx;
        this.timers = timers;
        this.settings = settings;
    }

    /** Sends one command. */
    Future<@Nullable Response> send(Request command) {
        return call(connection -> connection.send(command));
    }

    /**
     * Sends commands at once. Fails if one of them does.
     *
     * @return their replies in the same order; null for what is not there
     */
    Future<List<@Nullable Response>> batch(List<Request> commands) {
        return call(connection -> connection.batch(commands));
    }

    /** Ends the connection; no call succeeds any more. */
    Future<Void> close() {
        closed = true;
        Link open = link;
        link = null;
        return open == null ? Future.succeededFuture() : open.client.close();
    }

    private <T> Future<T> call(Function<RedisConnection, Future<T>> command) {
        if (closed) {
            return Future.failedFuture("the connection to " + settings.where() + " was closed by us");
        }
        Link current = link == null ? open() : link;
        RedisConnection ready = current.connection.result();
        if (ready != null) {
            return inTime(current, command.apply(ready));
        }
        return current.connection.compose(connection -> inTime(current, command.apply(connection)));
    }

    private Link open() {
        Link fresh = new Link(Redis.createClient(vertx, settings.options()));
        link = fresh;
        fresh.connection = inTime(fresh, fresh.client.connect().compose(connection -> {
            connection.endHandler(end -> drop(fresh));
            connection.exceptionHandler(failure -> drop(fresh));
            return introduce(connection);
        }));
        return fresh;
    }

    /** As long as the end of the predecessor is not confirmed, each connection asks for it. */
    private Future<RedisConnection> introduce(RedisConnection connection) {
        Request end = endPredecessor;
        Future<?> ended = end == null
                ? Future.succeededFuture()
                : connection.send(end).onSuccess(confirmed -> endPredecessor = null);
        return ended.otherwiseEmpty()
                .compose(done -> connection.send(Request.cmd(Command.CLIENT, "INFO")))
                .onSuccess(this::remember)
                .otherwiseEmpty()
                .map(connection);
    }

    private void remember(@Nullable Response info) {
        Matcher identity = IDENTITY.matcher(String.valueOf(info));
        if (identity.matches()) {
            // Both must fit: after a restart the server gives the same numbers to others.
            endPredecessor = Request.cmd(Command.CLIENT, "KILL", "ID", identity.group(1), "ADDR", identity.group(2));
        }
    }

    private <T> Future<T> inTime(Link on, Future<T> reply) {
        Promise<T> answer = Promise.promise();
        Timers.Timer limit = timers.after(settings.replyTimeout(), () -> {
            if (answer.tryFail(new TimeoutException("no reply from " + settings.where() + " within "
                    + settings.replyTimeout().toMillis() + " ms"))) {
                drop(on);
            }
        });
        reply.onComplete(ended -> {
            limit.cancel();
            if (ended.succeeded()) {
                answer.tryComplete(ended.result());
            } else if (answer.tryFail(ended.cause())) {
                drop(on);
            }
        });
        return answer.future();
    }

    private void drop(Link broken) {
        if (link == broken) {
            link = null;
            broken.client.close();
        }
    }
}
