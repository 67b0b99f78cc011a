package dev.feedwarden.supervisor.web;

import dev.feedwarden.supervisor.history.History;
import dev.feedwarden.supervisor.history.Mail;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The mails that are written down, the newest first, {@code ?limit=} at most {@value #MOST}. */
final class HistoryRoutes {

    static final int MOST = 500;
    private static final int USUAL = 100;
    private static final Logger LOG = LoggerFactory.getLogger(HistoryRoutes.class);

    private final History history;

    HistoryRoutes(History history) {
        this.history = history;
    }

    void mount(Router router) {
        Answers.get(router, "/api/outbox").handler(call -> list(call, "mails", history::mails, HistoryRoutes::mail));
    }

    /** Answers with the newest of a list, as many as {@code ?limit=} says. */
    static <T> void list(
            RoutingContext call, String name, Function<Integer, Future<List<T>>> query, Function<T, JsonObject> json) {
        int limit = limit(call);
        if (limit < 1) {
            Answers.error(call, 400, "limit: expected a whole number from 1 to " + MOST);
            return;
        }
        query.apply(limit)
                .onSuccess(found -> {
                    JsonArray array = StatusJson.array(found, json);
                    Answers.json(call, 200, new JsonObject().put(name, array));
                })
                .onFailure(error -> {
                    LOG.warn("event=history-unreadable list={} error={}", name, error.toString());
                    Answers.error(call, 503, "the history cannot be read now");
                });
    }

    private static int limit(RoutingContext call) {
        List<String> given = call.queryParam("limit");
        if (given.isEmpty()) {
            return USUAL;
        }
        String text = given.get(0);
        return text.matches("[1-9][0-9]{0,2}") && Integer.parseInt(text) <= MOST ? Integer.parseInt(text) : -1;
    }

    private static JsonObject mail(Mail mail) {
        return new JsonObject()
                .put("id", mail.id())
                .put("incident", mail.incident())
                .put("channel", mail.way())
                .put("to", mail.to())
                .put("subject", mail.subject())
                .put("state", mail.state().word())
                .put("created", mail.created().toString())
                .put("sent", StatusJson.text(mail.sent()))
                .put("attempts", mail.attempts())
                .put("error", mail.error())
                .put("messageId", mail.messageId())
                .put("inReplyTo", mail.inReplyTo())
                .put("digest", mail.digest())
                .put("text", mail.text());
    }
}
