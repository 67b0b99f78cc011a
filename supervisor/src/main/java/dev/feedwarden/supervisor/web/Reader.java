package dev.feedwarden.supervisor.web;

import dev.feedwarden.supervisor.status.StatusBoard;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Somebody who reads the live stream, and what they want of it. */
final class Reader {

    private final HttpServerResponse response;
    private final BooleanSupplier stillReads;
    private final boolean brief;
    private final boolean rules;
    private final @Nullable StreamNews streams;

    private Reader(
            HttpServerResponse response, BooleanSupplier stillReads, @Nullable String view, @Nullable String feed) {
        this.response = response;
        this.stillReads = stillReads;
        this.rules = "rules".equals(view);
        this.brief = rules || "brief".equals(view);
        this.streams = feed == null ? null : new StreamNews(feed);
    }

    static Reader of(RoutingContext call) {
        return new Reader(call.response(), SignIn.stillReads(call), first(call, "view"), first(call, "feed"));
    }

    HttpServerResponse response() {
        return response;
    }

    /** Whether the session that it came with may read still. */
    boolean stillReads() {
        return stillReads.getAsBoolean();
    }

    boolean brief() {
        return brief;
    }

    /** The events that are this reader's own; taken down as sent. */
    List<String> details(StatusBoard board) {
        List<String> events = new ArrayList<>();
        if (rules) {
            events.add(event("rules", RuleSums.of(board.rules())));
        }
        JsonObject news = streams == null ? null : streams.of(board);
        if (news != null) {
            events.add(event("streams", news));
        }
        return events;
    }

    private static String event(String name, JsonObject data) {
        return "event: " + name + "\ndata: " + data.encode() + "\n\n";
    }

    private static @Nullable String first(RoutingContext call, String name) {
        List<String> given = call.queryParam(name);
        return given.isEmpty() ? null : given.get(0);
    }
}
