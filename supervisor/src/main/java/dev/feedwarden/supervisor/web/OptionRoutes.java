package dev.feedwarden.supervisor.web;

import dev.feedwarden.api.Timers;
import dev.feedwarden.supervisor.web.OptionAnswers.Question;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code /api/options/{underlying}}: the latest quote of every option on it. */
final class OptionRoutes {

    private static final int NOT_MODIFIED = 304;
    private static final Logger LOG = LoggerFactory.getLogger(OptionRoutes.class);

    private final OptionAnswers answers;
    private final Timers timers;

    OptionRoutes(OptionAnswers answers, Timers timers) {
        this.answers = answers;
        this.timers = timers;
    }

    void mount(Router router) {
        Answers.get(router, "/api/options/:underlying").handler(this::options);
    }

    private void options(RoutingContext call) {
        OptionQuery query;
        try {
            query = OptionQuery.of(Objects.requireNonNull(call.pathParam("underlying")), call.queryParams());
        } catch (WrongParameter e) {
            Answers.json(call, 400, e.json());
            return;
        }
        Future<Rendered> answer = answers.to(new Question(query, takesGzip(call)));
        if (answer == null) {
            call.response().putHeader(HttpHeaders.RETRY_AFTER, "1");
            Answers.error(call, 503, "too much is being asked at the moment");
            return;
        }
        answer.onSuccess(rendered -> send(call, rendered)).onFailure(error -> {
            LOG.error("event=quotes-failed underlying={}", query.underlying(), error);
            Answers.error(call, 500, "the quotes cannot be told; the log says why");
        });
    }

    private void send(RoutingContext call, Rendered answer) {
        HttpServerResponse response = call.response();
        if (response.ended() || response.closed()) {
            return;
        }
        response.setStatusCode(answer.status())
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-cache")
                .putHeader(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING)
                .putHeader(HttpHeaders.ETAG, answer.tag());
        String known = call.request().getHeader(HttpHeaders.IF_NONE_MATCH);
        if (known != null && answer.status() == 200 && answer.isAmong(known)) {
            response.setStatusCode(NOT_MODIFIED).end();
            return;
        }
        if (answer.gzip()) {
            response.putHeader(HttpHeaders.CONTENT_ENCODING, "gzip");
        }
        response.putHeader(
                HttpHeaders.CONTENT_LENGTH, Integer.toString(answer.body().length()));
        if (call.request().method().equals(HttpMethod.HEAD)) {
            response.end();
            return;
        }
        new BodySending(call.request(), answer.body(), timers, answers.sending(answer)).begin();
    }

    /** Whether the client says that it takes gzip, by name or as anything, and not with a weight of 0. */
    private static boolean takesGzip(RoutingContext call) {
        @Nullable Boolean any = null;
        for (var encoding : call.parsedHeaders().acceptEncoding()) {
            boolean wanted = encoding.weight() > 0;
            if (encoding.value().equalsIgnoreCase("gzip")) {
                return wanted;
            }
            if (encoding.value().equals("*")) {
                any = wanted;
            }
        }
        return any != null && any;
    }
}
