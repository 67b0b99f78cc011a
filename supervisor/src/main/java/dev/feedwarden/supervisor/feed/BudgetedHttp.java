package dev.feedwarden.supervisor.feed;

import dev.feedwarden.api.Timers;
import dev.feedwarden.api.feed.HostPausedException;
import dev.feedwarden.api.feed.Http;
import dev.feedwarden.api.feed.HttpReply;
import dev.feedwarden.supervisor.metrics.Meter;
import dev.feedwarden.supervisor.metrics.Meters;
import io.micrometer.core.instrument.Counter;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientOptions;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/** One feed's HTTP within the budget that all feeds share. Lives on the event loop of its site. */
final class BudgetedHttp implements Http {

    private static final int CONNECT_MILLIS = 5_000;

    private final Vertx vertx;
    private final Timers timers;
    private final HttpBudget budget;
    private final Counter answered;
    private final Counter failed;
    private final Counter held;
    private @Nullable HttpClientAgent client;
    private boolean closed;

    BudgetedHttp(String feed, Vertx vertx, Timers timers, HttpBudget budget, Meters meters) {
        this.vertx = vertx;
        this.timers = timers;
        this.budget = budget;
        answered = meters.counter(Meter.FEED_HTTP, feed, "answered");
        failed = meters.counter(Meter.FEED_HTTP, feed, "failed");
        held = meters.counter(Meter.FEED_HTTP, feed, "held");
    }

    @Override
    public Future<HttpReply> get(URI uri) {
        if (closed || uri.getHost() == null) {
            return Future.failedFuture(
                    new IllegalArgumentException(closed ? "the feed is closed" : "expected a host in " + uri));
        }
        Duration wait;
        try {
            wait = budget.take(uri.getHost(), timers.nanoTime());
        } catch (HostPausedException | RejectedExecutionException e) {
            held.increment();
            return Future.failedFuture(e);
        }
        Promise<HttpReply> reply = Promise.promise();
        if (wait.isZero()) {
            send(uri, reply);
        } else {
            timers.after(wait, () -> sendLater(uri, reply));
        }
        return reply.future();
    }

    @Override
    public void pause(String host, Duration length) {
        budget.pause(host, length, timers.nanoTime());
    }

    /** Closes the client and every connection. */
    Future<Void> close() {
        closed = true;
        return client == null ? Future.succeededFuture() : client.close().otherwiseEmpty();
    }

    private void sendLater(URI uri, Promise<HttpReply> reply) {
        try {
            budget.check(uri.getHost(), timers.nanoTime());
            send(uri, reply);
        } catch (HostPausedException e) {
            held.increment();
            reply.fail(e);
        }
    }

    private void send(URI uri, Promise<HttpReply> reply) {
        if (closed) {
            reply.fail(new IllegalStateException("the feed is closed"));
            return;
        }
        new HttpExchange(uri, timers, reply).begin(client());
        reply.future().onSuccess(whole -> answered.increment()).onFailure(error -> failed.increment());
    }

    private HttpClient client() {
        if (client == null) {
            client = vertx.createHttpClient(
                    new HttpClientOptions().setKeepAlive(false).setConnectTimeout(CONNECT_MILLIS));
        }
        return client;
    }
}
