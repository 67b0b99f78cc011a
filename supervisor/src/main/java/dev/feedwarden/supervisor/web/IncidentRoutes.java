package dev.feedwarden.supervisor.web;

import dev.feedwarden.supervisor.history.History;
import dev.feedwarden.supervisor.history.Incident;
import dev.feedwarden.supervisor.status.StatusBoard;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code /api/incidents}, the newest first, searched by {@link IncidentQuery} and exported with {@code ?format=csv}; {@code
 * /api/incidents/{id}}: one of them. What a person does about one is to be mounted below {@code /api/incidents/{id}/}.
 */
final class IncidentRoutes {

    private static final Logger LOG = LoggerFactory.getLogger(IncidentRoutes.class);

    private final History history;
    private final Supplier<StatusBoard> board;
    private final Supplier<Instant> now;

    /** @param now up to which open incidents have lasted */
    IncidentRoutes(History history, Supplier<StatusBoard> board, Supplier<Instant> now) {
        this.history = history;
        this.board = board;
        this.now = now;
    }

    void mount(Router router) {
        Answers.get(router, "/api/incidents").handler(this::search);
        Answers.get(router, "/api/incidents/:id").handler(this::one);
    }

    private void search(RoutingContext call) {
        IncidentQuery query;
        String format;
        try {
            query = IncidentQuery.of(call.queryParams());
            format = format(call);
        } catch (WrongParameter e) {
            Answers.json(call, 400, e.json());
            return;
        }
        history.incidents(query::fits, query.most())
                .onSuccess(found -> {
                    if (format.equals("csv")) {
                        sendCsv(call, found);
                    } else {
                        Answers.json(
                                call,
                                200,
                                new JsonObject().put("incidents", StatusJson.array(found, runbooks()::json)));
                    }
                })
                .onFailure(error -> unreadable(call, error));
    }

    private void one(RoutingContext call) {
        String id = call.pathParam("id");
        history.incident(id)
                .onSuccess(found -> found.ifPresentOrElse(
                        incident -> Answers.json(call, 200, runbooks().json(incident)),
                        () -> Answers.error(call, 404, "no incident that is kept has this name")))
                .onFailure(error -> unreadable(call, error));
    }

    private void sendCsv(RoutingContext call, List<Incident> found) {
        StringBuilder csv = new StringBuilder(Csv.line(
                List.of("id", "rule", "subject", "level", "opened", "closed", "seconds", "timeline", "runbook")));
        Runbooks runbooks = runbooks();
        found.forEach(incident -> csv.append(line(incident, runbooks)));
        call.response()
                .putHeader(HttpHeaders.CONTENT_TYPE, "text/csv; charset=utf-8")
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .putHeader("Content-Disposition", "attachment; filename=\"incidents.csv\"")
                .end(csv.toString());
    }

    private String line(Incident incident, Runbooks runbooks) {
        Instant end = incident.closed() == null ? now.get() : incident.closed();
        List<String> moments = incident.timeline().stream()
                .map(moment -> moment.time() + " " + moment.kind() + ": " + moment.text())
                .toList();
        return Csv.line(Arrays.asList(
                incident.id(),
                incident.rule(),
                incident.subject(),
                incident.level().word(),
                incident.opened(),
                incident.closed(),
                Duration.between(incident.opened(), end).toSeconds(),
                String.join("\n", moments),
                runbooks.of(incident)));
    }

    private Runbooks runbooks() {
        return Runbooks.of(board.get());
    }

    private static String format(RoutingContext call) throws WrongParameter {
        String format = call.queryParams().get("format");
        if (format == null || format.equals("json") || format.equals("csv")) {
            return format == null ? "json" : format;
        }
        throw new WrongParameter("format", "json or csv", format);
    }

    private static void unreadable(RoutingContext call, Throwable error) {
        LOG.warn("event=history-unreadable list=incidents error={}", error.toString());
        Answers.error(call, 503, "the history cannot be read now");
    }
}
