package dev.feedwarden.plugin.http;

import static dev.feedwarden.api.Metric.Kind.EVENT;
import static dev.feedwarden.api.Metric.Kind.GAUGE;

import dev.feedwarden.api.Metric;
import dev.feedwarden.api.Unit;
import java.util.List;

/** What this plugin measures. */
final class HttpMetrics {

    static final Metric REACHABLE =
            new Metric("http.reachable", GAUGE, Unit.SHARE, "1 if the answer is as it should be, 0 if not");
    static final Metric RESPONSE_TIME = new Metric(
            "http.response_time",
            GAUGE,
            Unit.SECONDS,
            "From the call to the end of the answer, name and connection included");
    static final Metric REQUESTS = new Metric("http.requests", EVENT, Unit.NONE, "Questions asked");
    static final Metric ERRORS =
            new Metric("http.errors", EVENT, Unit.NONE, "Questions not answered, or not as they should be");
    static final Metric STATUS = new Metric("http.status", GAUGE, Unit.NONE, "The HTTP status");
    static final Metric VALUE =
            new Metric("http.value", GAUGE, Unit.NONE, "The number at the JSON pointer; none if there is no number");
    static final Metric BODIES_CUT =
            new Metric("http.bodies_cut", EVENT, Unit.NONE, "Bodies of which only the first 64 KiB were looked at");
    static final Metric CERTIFICATE_LEFT = new Metric(
            "http.certificate_left",
            GAUGE,
            Unit.SECONDS,
            "How long the certificate is still valid; below 0 once expired");
    static final Metric CERTIFICATE_VALID = new Metric(
            "http.certificate_valid", GAUGE, Unit.SHARE, "1 if the certificate is in time and for this host, 0 if not");
    static final Metric ADDRESSES = new Metric("http.addresses", GAUGE, Unit.NONE, "Addresses that a name has");

    static final List<Metric> CHECK = List.of(
            REACHABLE,
            RESPONSE_TIME,
            REQUESTS,
            ERRORS,
            STATUS,
            VALUE,
            BODIES_CUT,
            CERTIFICATE_LEFT,
            CERTIFICATE_VALID,
            ADDRESSES);

    static final Metric BEATS = new Metric("heartbeat.sent", EVENT, Unit.NONE, "Heartbeats that the watcher took");
    static final Metric BEATS_FAILED =
            new Metric("heartbeat.failed", EVENT, Unit.NONE, "Heartbeats that the watcher did not take");
    static final Metric BEATS_WITHHELD = new Metric(
            "heartbeat.withheld", EVENT, Unit.NONE, "Heartbeats not sent because the program itself is not well");

    static final List<Metric> HEARTBEAT = List.of(BEATS, BEATS_FAILED, BEATS_WITHHELD);

    private HttpMetrics() {}
}
