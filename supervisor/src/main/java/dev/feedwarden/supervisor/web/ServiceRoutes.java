package dev.feedwarden.supervisor.web;

import dev.feedwarden.api.service.HttpAnswer;
import dev.feedwarden.api.service.HttpCall;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Requests below a service's own path, carried to the service's event loop and back. A request that another site's page
 * sends is refused, and one that the service leaves unanswered for {@value #TIMEOUT_SECONDS} s is answered for it.
 */
public final class ServiceRoutes {

    private static final int BODY_BYTES = 64 * 1024;
    private static final int TIMEOUT_SECONDS = 10;
    private static final Pattern PREFIX = Pattern.compile("[a-z]{2,20}");
    private static final Logger LOG = LoggerFactory.getLogger(ServiceRoutes.class);

    private final Map<String, Route> routes = new ConcurrentHashMap<>();

    void mount(Router router) {
        BodyHandler body = BodyHandler.create(false).setBodyLimit(BODY_BYTES);
        router.route("/:prefix/*").handler(call -> {
            if (routes.containsKey(call.pathParam("prefix"))) {
                body.handle(call);
            } else {
                call.next();
            }
        });
        router.route("/:prefix/*").handler(this::forward);
    }

    /**
     * Serves a path until the handle is used. After a hang the same service may ask again while its old instance still
     * holds the path: then the new one takes over, and the old one's handle does nothing any more.
     *
     * @throws IllegalStateException if another service holds the path
     */
    Handle add(String prefix, String owner, Context context, Function<HttpCall, Future<HttpAnswer>> route) {
        if (!PREFIX.matcher(prefix).matches()) {
            throw new IllegalArgumentException("a service's path must be lower-case letters, found '" + prefix + "'");
        }
        Route added = new Route(owner, context, route);
        routes.merge(prefix, added, (taken, mine) -> {
            if (!taken.owner.equals(owner)) {
                throw new IllegalStateException("the path /" + prefix + " belongs to service '" + taken.owner + "'");
            }
            return mine;
        });
        return () -> routes.remove(prefix, added);
    }

    /** The paths served now, sorted. */
    List<String> prefixes() {
        return routes.keySet().stream().sorted().toList();
    }

    /** Ends the serving of a path. */
    interface Handle {
        void remove();
    }

    private void forward(RoutingContext call) {
        String prefix = call.pathParam("prefix");
        Route route = routes.get(prefix);
        if (route == null) {
            call.next();
            return;
        }
        if (!HttpMethod.GET.equals(call.request().method()) && Visitor.foreign(call.request())) {
            Answers.error(call, 403, "a page of another site may not do this");
            return;
        }
        @Nullable String body = call.body().asString();
        HttpCall asked = new HttpCall(
                call.request().method().name(),
                call.normalizedPath().substring(prefix.length() + 1),
                body == null ? "" : body);
        Context here = call.vertx().getOrCreateContext();
        Promise<HttpAnswer> answered = Promise.promise();
        route.context.runOnContext(
                go -> ask(route, asked).onComplete(answer -> here.runOnContext(back -> answered.handle(answer))));
        answered.future()
                .timeout(TIMEOUT_SECONDS, TimeUnit.SECONDS)
                .onSuccess(answer -> call.response()
                        .setStatusCode(answer.status())
                        .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                        .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                        .end(answer.json()))
                .onFailure(error -> {
                    LOG.warn("event=service-failed service={} error={}", route.owner, error.toString());
                    Answers.error(call, 500, "the service failed");
                });
    }

    private static Future<HttpAnswer> ask(Route route, HttpCall asked) {
        try {
            return route.route.apply(asked);
        } catch (RuntimeException e) {
            return Future.failedFuture(e);
        }
    }

    private record Route(String owner, Context context, Function<HttpCall, Future<HttpAnswer>> route) {}
}
