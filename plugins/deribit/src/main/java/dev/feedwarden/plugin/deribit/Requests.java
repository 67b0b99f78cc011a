package dev.feedwarden.plugin.deribit;

import dev.feedwarden.api.Timers.Timer;
import dev.feedwarden.api.event.FaultKind;
import dev.feedwarden.api.feed.Session;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The requests of one connection and what became of them (JSON-RPC 2.0). Answers may come in any order, and errors about
 * requests that the venue could not read come without an id.
 */
final class Requests {

    static final Duration TIMEOUT = Duration.ofSeconds(15);

    /** How many requests may be unanswered at once; a further one fails and is counted as a fault. */
    static final int MOST = 32;

    /** The id of requests whose answer nobody waits for. */
    private static final long NOBODY = 0;

    private final Session session;
    private final Map<Long, Open> open = new HashMap<>();
    private long lastId = NOBODY;

    Requests(Session session) {
        this.session = session;
    }

    /**
     * Asks. The future has the whole answer; it fails with a {@link VenueError} if the venue answers with an error, with
     * a {@link TimeoutException} after {@link #TIMEOUT}, and never completes once the connection is gone.
     */
    Future<JsonObject> call(String method, JsonObject params) {
        if (open.size() == MOST) {
            String detail = method + " not sent: expected fewer than " + MOST + " unanswered requests";
            session.fault(FaultKind.VENUE, detail);
            return Future.failedFuture(new IllegalStateException(detail));
        }
        long id = ++lastId;
        Buffer request = request(id, method, params);
        Promise<JsonObject> answer = Promise.promise();
        Timer timeout = session.timers().after(TIMEOUT, () -> {
            open.remove(id);
            answer.fail(new TimeoutException(method + " unanswered for " + TIMEOUT.toSeconds() + " s"));
        });
        open.put(id, new Open(request.length(), answer, timeout));
        session.send(request);
        return answer.future();
    }

    /** Asks without waiting for the answer; if it is an error, it is reported like any that belongs to no request. */
    void tell(String method, JsonObject params) {
        session.send(request(NOBODY, method, params));
    }

    /**
     * Hands an answer to who waits for it.
     *
     * @param error the error in it, if it is one
     * @return whether somebody waited
     */
    boolean answered(JsonObject answer, @Nullable VenueError error) {
        Open request = open.remove(id(answer));
        if (request == null) {
            return false;
        }
        request.end(answer, error);
        return true;
    }

    /** Hands an error that came without an id to the largest open request; whether there is one. */
    boolean largestFailed(VenueError error) {
        var largest = open.entrySet().stream()
                .max(Comparator.comparingInt(entry -> entry.getValue().bytes()));
        largest.ifPresent(entry -> {
            open.remove(entry.getKey());
            entry.getValue().end(new JsonObject(), error);
        });
        return largest.isPresent();
    }

    private static long id(JsonObject answer) {
        Object id = answer.getValue("id");
        if (id instanceof Number number) {
            return number.longValue();
        }
        return id instanceof String text && text.matches("\\d{1,18}") ? Long.parseLong(text) : NOBODY;
    }

    private static Buffer request(long id, String method, JsonObject params) {
        return new JsonObject()
                .put("jsonrpc", "2.0")
                .put("id", id)
                .put("method", method)
                .put("params", params)
                .toBuffer();
    }

    private record Open(int bytes, Promise<JsonObject> answer, Timer timeout) {
        void end(JsonObject message, @Nullable VenueError error) {
            timeout.cancel();
            if (error == null) {
                answer.complete(message);
            } else {
                answer.fail(error);
            }
        }
    }
}
