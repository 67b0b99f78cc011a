package dev.feedwarden.supervisor.web;

import dev.feedwarden.api.Timers;
import dev.feedwarden.supervisor.access.ActTokens;
import dev.feedwarden.supervisor.access.ActTokens.Act;
import dev.feedwarden.supervisor.alert.ActLinks.Purpose;
import dev.feedwarden.supervisor.history.Incident;
import dev.feedwarden.supervisor.recovery.AuditEntry;
import dev.feedwarden.supervisor.status.IncidentDesk.Refused;
import dev.feedwarden.supervisor.status.IncidentDesk.Wish;
import dev.feedwarden.supervisor.status.StatusBoard;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The links in mails: {@code /act/{token}}. The token stands for signing in, also where everything else wants that. GET
 * shows what would be done and a button, and changes nothing, since mail servers and phones open links by themselves; POST
 * from that page does it as the mail's recipient.
 */
final class ActRoutes {

    private static final Duration LASTING = Duration.ofHours(4);
    private static final long PATIENCE_SECONDS = 10;

    private final Acting acting;
    private final ActTokens tokens;
    private final Supplier<StatusBoard> board;
    private final Timers timers;

    ActRoutes(Acting acting, ActTokens tokens, Supplier<StatusBoard> board, Timers timers) {
        this.acting = acting;
        this.tokens = tokens;
        this.board = board;
        this.timers = timers;
    }

    void mount(Router router) {
        router.post("/act/:token").handler(this::act);
        Answers.get(router, "/act/:token").handler(this::ask);
    }

    private void ask(RoutingContext call) {
        @Nullable Act act = act(call, call.pathParam("token"));
        @Nullable Incident incident = act == null ? null : incident(call, act);
        if (act != null && incident != null) {
            String what = isAck(act)
                    ? "Acknowledge for 4 hours: you take care of it, and nobody is reminded meanwhile."
                    : "Silence for 4 hours: nobody is told of this rule and subject meanwhile.";
            page(
                    call,
                    200,
                    incident.id() + ": " + incident.rule() + ", " + incident.subject(),
                    what,
                    "<form method=\"post\"><button type=\"submit\">" + (isAck(act) ? "I take care of it" : "Silence it")
                            + "</button></form>");
        }
    }

    private void act(RoutingContext call) {
        if (Visitor.foreign(call.request())) {
            page(call, 403, "Not done", "A page of another site may not do this.", "");
            return;
        }
        @Nullable Act act = act(call, call.pathParam("token"));
        @Nullable Incident incident = act == null ? null : incident(call, act);
        if (act == null || incident == null) {
            return;
        }
        String who = act.recipient() + " (by mail)";
        String why = "from the mail of " + incident.id();
        var desk = acting.desk().get();
        Future<?> done = isAck(act)
                ? desk.acknowledge(incident.id(), who, why, LASTING)
                : desk.silence(
                        new Wish(
                                incident.rule(),
                                incident.subject(),
                                null,
                                timers.now().plus(LASTING),
                                null,
                                null,
                                why),
                        who);
        String named = isAck(act) ? "acknowledge" : "silence";
        String subject = isAck(act) ? incident.id() : incident.rule() + " " + incident.subject();
        done.timeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
                .onSuccess(result -> {
                    acting.audit().add(new AuditEntry(timers.now(), who, named, subject, why, "carried out"));
                    page(call, 200, "Done", isAck(act) ? "Acknowledged for 4 hours." : "Silenced for 4 hours.", "");
                })
                .onFailure(error -> {
                    boolean refused = error instanceof Refused;
                    String said = refused ? String.valueOf(error.getMessage()) : "it could not be written down in time";
                    page(call, refused ? 410 : 503, "Not done", said, "");
                });
    }

    /** The token's word; null where it has none that counts, and then the answer says so. */
    private @Nullable Act act(RoutingContext call, String token) {
        @Nullable Act act = tokens.read(token);
        if (act == null) {
            page(call, 403, "This link is not valid", "It was changed on its way, or another program made it.", "");
            return null;
        }
        if (!act.expires().isAfter(timers.now())) {
            page(call, 410, "This link has lapsed", "Links in mails are good for 7 days. Open the page instead.", "");
            return null;
        }
        return act;
    }

    private @Nullable Incident incident(RoutingContext call, Act act) {
        @Nullable
        Incident open = board.get().incidents().stream()
                .filter(incident -> incident.id().equals(act.incident()))
                .findFirst()
                .orElse(null);
        if (open == null) {
            page(call, 410, "It is over", "The incident of this link is closed: there is nothing left to do.", "");
        }
        return open;
    }

    private static boolean isAck(Act act) {
        return act.purpose().equals(Purpose.ACK.name());
    }

    private static void page(RoutingContext call, int status, String headline, String text, String form) {
        call.response()
                .setStatusCode(status)
                .putHeader(HttpHeaders.CONTENT_TYPE, "text/html; charset=utf-8")
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .end("""
                        <!DOCTYPE html>
                        <html lang="en"><head><meta charset="utf-8">
                        <meta name="viewport" content="width=device-width">
                        <meta name="color-scheme" content="light dark">
                        <meta name="robots" content="noindex">
                        <title>Feedwarden</title></head>
                        <body><main><h1>%s</h1><p>%s</p>%s</main></body></html>
                        """.formatted(Html.escape(headline), Html.escape(text), form));
    }
}
