package dev.feedwarden.supervisor.web;

import dev.feedwarden.api.Timers;
import dev.feedwarden.supervisor.history.Incident;
import dev.feedwarden.supervisor.history.Silence;
import dev.feedwarden.supervisor.recovery.AuditEntry;
import dev.feedwarden.supervisor.recovery.AuditLog;
import dev.feedwarden.supervisor.status.IncidentDesk;
import dev.feedwarden.supervisor.status.IncidentDesk.Refused;
import dev.feedwarden.supervisor.status.IncidentDesk.Wish;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What people do about incidents: {@code POST /api/incidents/{id}/ack} with {@code {"for": "4h", "why": text}} and
 * {@code DELETE} of the same; {@code POST /api/silences} with {@code {"rule", "subject", "from", "until" or "for",
 * "weekly", "zone", "why"}}, {@code DELETE /api/silences/{id}}; for those who are signed in. {@code GET /api/silences} is
 * read like everything else.
 */
final class IncidentRoutes {

    private static final Duration USUAL_ACKNOWLEDGEMENT = Duration.ofHours(4);

    /** How long writing down may take before the answer says so. */
    private static final long PATIENCE_SECONDS = 10;

    private final Supplier<IncidentDesk> desk;
    private final AuditLog audit;
    private final Timers timers;

    IncidentRoutes(Acting acting, Timers timers) {
        this.desk = acting.desk();
        this.audit = acting.audit();
        this.timers = timers;
    }

    void mount(Router router, SignIn signIn) {
        String ack = "/api/incidents/:incident/ack";
        router.post(ack).handler(signIn::acting);
        Bodies.read(router.post(ack)).handler(this::acknowledge);
        router.delete(ack).handler(signIn::acting).handler(this::takeBack);
        router.route(ack).handler(call -> Answers.error(call, 405, "this address takes POST and DELETE alone"));
        String silence = "/api/silences/:silence";
        router.delete(silence).handler(signIn::acting).handler(this::endSilence);
        router.route(silence).handler(call -> Answers.error(call, 405, "this address takes DELETE alone"));
        router.post("/api/silences").handler(signIn::acting);
        Bodies.read(router.post("/api/silences")).handler(this::silence);
        Answers.get(router, "/api/silences").handler(this::silences);
    }

    private void acknowledge(RoutingContext call) {
        JsonObject body = Bodies.of(call);
        @Nullable String why = text(call, body, "why", "");
        @Nullable Duration lasting = why == null ? null : span(call, body, USUAL_ACKNOWLEDGEMENT);
        if (why != null && lasting != null) {
            String id = call.pathParam("incident");
            String who = SignIn.name(call);
            answer(call, "acknowledge", id, why, desk.get().acknowledge(id, who, why, lasting), StatusJson::incident);
        }
    }

    private void takeBack(RoutingContext call) {
        String id = call.pathParam("incident");
        Future<Incident> done = desk.get().takeBack(id, SignIn.name(call));
        answer(call, "take-back", id, "", done, StatusJson::incident);
    }

    private void silence(RoutingContext call) {
        @Nullable Wish wish = wish(call, Bodies.of(call));
        if (wish != null) {
            String subject =
                    (wish.rule() == null ? "*" : wish.rule()) + " " + (wish.subject() == null ? "*" : wish.subject());
            Future<Silence> done = desk.get().silence(wish, SignIn.name(call));
            answer(call, "silence", subject, wish.why(), done, silence -> json(silence, null));
        }
    }

    private void endSilence(RoutingContext call) {
        String id = call.pathParam("silence");
        Future<Silence> done = desk.get().endSilence(id, SignIn.name(call));
        answer(call, "end-silence", id, "", done, silence -> json(silence, false));
    }

    private void silences(RoutingContext call) {
        Answers.json(
                call,
                200,
                new JsonObject()
                        .put(
                                "silences",
                                StatusJson.array(desk.get().silences(), one -> json(one.silence(), one.inForce()))));
    }

    private @Nullable Wish wish(RoutingContext call, JsonObject body) {
        Instant now = timers.now();
        @Nullable Wish wish = null;
        try {
            @Nullable Instant until = instant(body, "until");
            if (body.containsKey("for") && until != null) {
                throw new DateTimeException("until, for: expected only one of them");
            }
            @Nullable Instant from = instant(body, "from");
            if (body.containsKey("for")) {
                until = (from == null ? now : from).plus(parsed(body.getValue("for")));
            }
            wish = new Wish(
                    optional(body, "rule"),
                    optional(body, "subject"),
                    from,
                    until,
                    optional(body, "weekly"),
                    optional(body, "zone"),
                    body.getValue("why", "") instanceof String why ? why : "");
        } catch (DateTimeException | ArithmeticException e) {
            Answers.error(call, 400, String.valueOf(e.getMessage()));
        }
        return wish;
    }

    private static @Nullable String optional(JsonObject body, String name) {
        Object value = body.getValue(name);
        if (value == null || value instanceof String) {
            return (String) value;
        }
        throw new DateTimeException(name + ": expected text");
    }

    private static @Nullable Instant instant(JsonObject body, String name) {
        @Nullable String text = optional(body, name);
        try {
            return text == null ? null : Instant.parse(text);
        } catch (DateTimeException e) {
            throw new DateTimeException(name + ": expected a time such as 2026-03-01T10:00:00Z", e);
        }
    }

    private static @Nullable Duration span(RoutingContext call, JsonObject body, Duration usual) {
        try {
            return body.containsKey("for") ? parsed(body.getValue("for")) : usual;
        } catch (DateTimeException | ArithmeticException e) {
            Answers.error(call, 400, String.valueOf(e.getMessage()));
            return null;
        }
    }

    /** {@code 90s}, {@code 30m}, {@code 4h} or {@code 2d}. */
    private static Duration parsed(@Nullable Object value) {
        if (value instanceof String text && text.matches("[1-9][0-9]{0,5}[smhd]")) {
            String unit = text.substring(text.length() - 1).toUpperCase(Locale.ROOT);
            String number = text.substring(0, text.length() - 1);
            return Duration.parse(unit.equals("D") ? "P" + number + unit : "PT" + number + unit);
        }
        throw new DateTimeException("for: expected a time span such as 30m, 4h or 2d");
    }

    private static @Nullable String text(RoutingContext call, JsonObject body, String name, String usual) {
        if (body.getValue(name, usual) instanceof String text) {
            return text;
        }
        Answers.error(call, 400, name + ": expected text");
        return null;
    }

    private <T> void answer(
            RoutingContext call,
            String what,
            String subject,
            String why,
            Future<T> done,
            Function<T, JsonObject> json) {
        String who = SignIn.name(call);
        done.timeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
                .onSuccess(result -> {
                    audit.add(new AuditEntry(timers.now(), who, what, subject, why, "carried out"));
                    Answers.json(call, 200, json.apply(result));
                })
                .onFailure(error -> {
                    boolean refused = error instanceof Refused;
                    boolean unknown = error instanceof Refused no && no.isUnknown();
                    int refusal = unknown ? 404 : 400;
                    String message = refused
                            ? String.valueOf(error.getMessage())
                            : "it could not be written down within " + PATIENCE_SECONDS + " s; it counts once it can";
                    Answers.error(call, refused ? refusal : 503, message);
                });
    }

    static JsonObject json(Silence silence, @Nullable Boolean inForce) {
        return new JsonObject()
                .put("id", silence.id())
                .put("rule", silence.rule())
                .put("subject", silence.subject())
                .put("from", silence.from().toString())
                .put("until", StatusJson.text(silence.until()))
                .put("weekly", silence.weekly())
                .put("zone", silence.zone())
                .put("by", silence.by())
                .put("why", silence.why())
                .put("inForce", inForce);
    }
}
