package dev.feedwarden.plugin.http;

import static dev.feedwarden.plugin.http.Question.reading;

import dev.feedwarden.api.Context;
import dev.feedwarden.api.Reading;
import dev.feedwarden.api.check.HealthCheck;
import io.vertx.core.Future;
import java.net.InetAddress;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Connects to a TCP port; with {@code tls}, also looks at its certificate. */
final class PortCheck implements HealthCheck {

    private static final Logger LOG = LoggerFactory.getLogger(PortCheck.class);

    private final Context context;
    private final Question question;
    private final Resolver resolver;

    PortCheck(Context context, Question question) {
        this.context = context;
        this.question = question;
        resolver = question.resolver(context);
    }

    @Override
    public Future<List<Reading>> check() {
        long began = context.timers().nanoTime();
        return resolver.first(Exchange.host(question.uri()))
                .compose(this::connect)
                .map(more -> {
                    double took = (context.timers().nanoTime() - began) / 1e9;
                    return Stream.concat(
                                    Stream.of(
                                            reading(context, HttpMetrics.REACHABLE, 1),
                                            reading(context, HttpMetrics.REQUESTS, 1),
                                            reading(context, HttpMetrics.RESPONSE_TIME, took)),
                                    more.stream())
                            .toList();
                })
                .otherwise(failure -> {
                    LOG.info("http check={} reachable=0 reason=\"{}\"", context.id(), Failures.reason(failure));
                    return List.of(
                            reading(context, HttpMetrics.REACHABLE, 0),
                            reading(context, HttpMetrics.REQUESTS, 1),
                            reading(context, HttpMetrics.ERRORS, 1));
                });
    }

    private Future<List<Reading>> connect(InetAddress address) {
        var connections = new Certificates(context.vertx(), context.timers(), question.timeout());
        int port = question.uri().getPort();
        return question.scheme().equals("tls")
                ? connections
                        .end(address, port, Exchange.host(question.uri()))
                        .map(end -> List.of(HttpCheck.left(context, end)))
                : connections.connect(address, port).map(done -> List.of());
    }
}
