package dev.feedwarden.plugin.http;

import dev.feedwarden.api.Context;
import dev.feedwarden.api.Metric;
import dev.feedwarden.api.Reading;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/**
 * What a check asks.
 *
 * @param name the name that DNS is asked for; empty for other schemes
 * @param server the DNS server, or none for the system
 * @param addresses those that the name must have
 */
record Question(
        URI uri,
        String scheme,
        String name,
        Duration timeout,
        int redirects,
        List<Resolver.HostPort> server,
        List<String> addresses) {

    Resolver resolver(Context context) {
        return new Resolver(context.vertx(), context.timers(), timeout, server.isEmpty() ? null : server.get(0));
    }

    static Reading reading(Context context, Metric metric, double value) {
        return new Reading(metric.name(), context.id(), value, context.timers().now());
    }
}
