package dev.feedwarden.plugin.simulator.control;

import dev.feedwarden.api.service.HttpAnswer;
import dev.feedwarden.api.service.HttpCall;
import dev.feedwarden.plugin.simulator.exchange.Progress;
import dev.feedwarden.plugin.simulator.exchange.Truth;
import dev.feedwarden.plugin.simulator.fault.ActiveFault;
import dev.feedwarden.plugin.simulator.fault.Fault;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers the control requests {@code /feeds}, {@code /faults} and {@code /truth/{feed}}. The same object stands behind
 * the program's own HTTP server and the exchange's port; it lives on the service's event loop.
 */
public final class Control {

    private static final Logger LOG = LoggerFactory.getLogger(Control.class);
    private static final String TRUTH = "/truth/";

    private final Venues venues;

    public Control(Venues venues) {
        this.venues = venues;
    }

    /** Answers a request whose path is the part after {@code /sim}. */
    public HttpAnswer answer(HttpCall call) {
        String path = call.path().replaceFirst("\\?.*", "");
        if (path.equals("/feeds")) {
            return call.method().equals("GET") ? feeds() : wrongMethod(call, "GET");
        }
        if (path.equals("/faults")) {
            return call.method().equals("POST") ? fault(call.body()) : wrongMethod(call, "POST");
        }
        if (path.startsWith(TRUTH)) {
            return call.method().equals("GET") ? truth(path.substring(TRUTH.length())) : wrongMethod(call, "GET");
        }
        return error(404, "no such path: expected /feeds, /faults or /truth/{feed}, found " + path);
    }

    private HttpAnswer feeds() {
        JsonArray feeds = new JsonArray();
        venues.all().forEach(venue -> feeds.add(feed(venue)));
        return ok(new JsonObject().put("feeds", feeds));
    }

    private static JsonObject feed(Venue venue) {
        JsonArray faults = new JsonArray();
        venue.faults().active().forEach(fault -> faults.add(fault(fault)));
        return new JsonObject()
                .put("id", venue.id())
                .put("exchange", venue.exchange().name())
                .put("port", venue.port().getAsInt())
                .put("faults", faults)
                .put("connections", venue.exchange().connections())
                .put("subscriptions", venue.exchange().subscriptions());
    }

    private HttpAnswer fault(String body) {
        JsonObject asked;
        try {
            asked = new JsonObject(body);
        } catch (DecodeException e) {
            return error(400, "body: expected an object with feed, kind and for, found something that is not JSON");
        }
        Optional<Venue> venue = venue(text(asked, "feed"));
        if (venue.isEmpty()) {
            return error(400, "feed: expected one of " + ids() + ", found '" + text(asked, "feed") + "'");
        }
        Optional<Fault> fault = Fault.of(text(asked, "kind"));
        if (fault.isEmpty()) {
            return error(400, "kind: expected one of " + Fault.keys() + ", found '" + text(asked, "kind") + "'");
        }
        Optional<Duration> length = Span.of(text(asked, "for"));
        if (length.isEmpty()) {
            return error(400, "for: expected " + Span.EXPECTED + ", found '" + text(asked, "for") + "'");
        }
        return begin(venue.get(), fault.get(), length.get(), text(asked, "for"));
    }

    private static HttpAnswer begin(Venue venue, Fault fault, Duration length, String written) {
        if (!venue.exchange().knows(fault)) {
            return error(
                    400,
                    "kind: " + fault.key() + " cannot happen at "
                            + venue.exchange().name());
        }
        LOG.info("fault feed={} kind={} for={}", venue.id(), fault.key(), length);
        ActiveFault active = venue.faults().begin(fault, length);
        return ok(fault(active).put("feed", venue.id()).put("for", written));
    }

    private static JsonObject fault(ActiveFault fault) {
        return new JsonObject()
                .put("kind", fault.kind().key())
                .put("until", fault.until().toString());
    }

    private HttpAnswer truth(String id) {
        Optional<Venue> venue = venue(id);
        if (venue.isEmpty()) {
            return error(404, "no such feed: expected one of " + ids() + ", found '" + id + "'");
        }
        Truth truth = venue.get().exchange().truth();
        Progress progress = venue.get().exchange().progress();
        return ok(new JsonObject()
                .put("feed", id)
                .put("sent", truth.sent())
                .put("first", truth.first())
                .put("last", truth.last())
                .put("repeats", truth.repeats())
                .put("spoiled", truth.spoiledFrames())
                .put("frames", truth.frames())
                .put("recording", progress != Progress.ENDLESS)
                .put("done", progress == Progress.REPLAYED));
    }

    private Optional<Venue> venue(String id) {
        return venues.all().stream().filter(venue -> venue.id().equals(id)).findFirst();
    }

    private String ids() {
        return venues.all().stream().map(Venue::id).collect(Collectors.joining(", "));
    }

    private static String text(JsonObject asked, String name) {
        Object value = asked.getValue(name);
        return value == null ? "" : value.toString();
    }

    private static HttpAnswer wrongMethod(HttpCall call, String expected) {
        return error(405, call.path() + ": expected " + expected + ", found " + call.method());
    }

    private static HttpAnswer ok(JsonObject body) {
        return new HttpAnswer(200, body.encode());
    }

    private static HttpAnswer error(int status, String message) {
        return new HttpAnswer(status, new JsonObject().put("error", message).encode());
    }
}
