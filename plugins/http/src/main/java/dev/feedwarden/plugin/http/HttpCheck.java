package dev.feedwarden.plugin.http;

import static dev.feedwarden.plugin.http.Question.reading;

import dev.feedwarden.api.Context;
import dev.feedwarden.api.Reading;
import dev.feedwarden.api.check.HealthCheck;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks an HTTP server. That it does not answer, or not as it should, is a reading too. */
final class HttpCheck implements HealthCheck {

    private static final Logger LOG = LoggerFactory.getLogger(HttpCheck.class);

    private final Context context;
    private final Question question;
    private final Expected expected;
    private final Resolver resolver;
    private final Exchange exchange;

    HttpCheck(Context context, Question question, Expected expected) {
        this.context = context;
        this.question = question;
        this.expected = expected;
        resolver = question.resolver(context);
        exchange = new Exchange(
                context.vertx(),
                context.timers(),
                resolver,
                new Exchange.Limits(question.timeout(), Exchange.Reach.ANY, question.redirects()));
    }

    @Override
    public Future<List<Reading>> check() {
        Future<List<Reading>> asked = ask();
        if (!question.scheme().equals("https")) {
            return asked;
        }
        Future<List<Reading>> certificate = certificate();
        return Future.join(asked, certificate).map(both -> {
            List<Reading> all = new ArrayList<>(asked.result());
            all.addAll(certificate.result());
            return all;
        });
    }

    private Future<List<Reading>> ask() {
        return exchange.send(HttpMethod.GET, question.uri(), Map.of(), Buffer.buffer())
                .map(this::answered)
                .otherwise(this::unanswered);
    }

    private List<Reading> answered(Reply reply) {
        boolean well = expected.holds(reply);
        List<Reading> readings = counted(well);
        readings.add(reading(context, HttpMetrics.RESPONSE_TIME, reply.took().toNanos() / 1e9));
        readings.add(reading(context, HttpMetrics.STATUS, reply.status()));
        if (expected.pointer() != null) {
            readings.add(reading(context, HttpMetrics.VALUE, expected.number(reply)));
        }
        if (reply.cut()) {
            readings.add(reading(context, HttpMetrics.BODIES_CUT, 1));
        }
        if (question.scheme().equals("https")) {
            readings.add(reading(context, HttpMetrics.CERTIFICATE_VALID, 1));
        }
        return readings;
    }

    private List<Reading> unanswered(Throwable failure) {
        LOG.info("http check={} reachable=0 reason=\"{}\"", context.id(), Failures.reason(failure));
        List<Reading> readings = counted(false);
        if (isAboutCertificate(failure)) {
            readings.add(reading(context, HttpMetrics.CERTIFICATE_VALID, 0));
        }
        return readings;
    }

    private List<Reading> counted(boolean well) {
        List<Reading> readings = new ArrayList<>();
        readings.add(reading(context, HttpMetrics.REACHABLE, well ? 1 : 0));
        readings.add(reading(context, HttpMetrics.REQUESTS, 1));
        if (!well) {
            readings.add(reading(context, HttpMetrics.ERRORS, 1));
        }
        return readings;
    }

    private Future<List<Reading>> certificate() {
        String host = Exchange.host(question.uri());
        return resolver.first(host)
                .compose(address -> new Certificates(context.vertx(), context.timers(), question.timeout())
                        .end(address, Exchange.port(question.uri()), host))
                .map(end -> List.of(left(context, end)))
                .otherwise(failure -> {
                    LOG.info("http check={} certificate=unknown reason=\"{}\"", context.id(), Failures.reason(failure));
                    return List.of();
                });
    }

    static Reading left(Context context, Instant end) {
        double seconds = Duration.between(context.timers().now(), end).toMillis() / 1e3;
        return reading(context, HttpMetrics.CERTIFICATE_LEFT, seconds);
    }

    /** Whether the handshake failed because of what the certificate says, and not of the network or the protocol. */
    private static boolean isAboutCertificate(Throwable failure) {
        @Nullable Throwable cause = failure;
        while (cause != null) {
            if (cause instanceof CertificateException || cause instanceof CertPathValidatorException) {
                return true;
            }
            cause = cause.getCause();
        }
        return false;
    }
}
