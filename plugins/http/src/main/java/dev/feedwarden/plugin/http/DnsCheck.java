package dev.feedwarden.plugin.http;

import static dev.feedwarden.plugin.http.Question.reading;

import dev.feedwarden.api.Context;
import dev.feedwarden.api.Reading;
import dev.feedwarden.api.check.HealthCheck;
import io.vertx.core.Future;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks for the addresses of a name. It is well if there is one, and each of those that the settings name. */
final class DnsCheck implements HealthCheck {

    private static final Logger LOG = LoggerFactory.getLogger(DnsCheck.class);

    private final Context context;
    private final Question question;
    private final Resolver resolver;

    DnsCheck(Context context, Question question) {
        this.context = context;
        this.question = question;
        resolver = question.resolver(context);
    }

    @Override
    public Future<List<Reading>> check() {
        long began = context.timers().nanoTime();
        return resolver.resolve(question.name())
                .map(found -> readings(found, (context.timers().nanoTime() - began) / 1e9))
                .otherwise(failure -> {
                    LOG.info("http check={} reachable=0 reason=\"{}\"", context.id(), Failures.reason(failure));
                    return counted(false);
                });
    }

    private List<Reading> readings(List<InetAddress> found, double took) {
        List<String> texts = found.stream().map(InetAddress::getHostAddress).toList();
        List<Reading> readings = counted(texts.containsAll(question.addresses()));
        readings.add(reading(context, HttpMetrics.RESPONSE_TIME, took));
        readings.add(reading(context, HttpMetrics.ADDRESSES, found.size()));
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
}
