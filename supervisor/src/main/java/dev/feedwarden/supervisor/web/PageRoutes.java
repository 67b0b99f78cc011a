package dev.feedwarden.supervisor.web;

import dev.feedwarden.rules.Level;
import dev.feedwarden.supervisor.status.StatusBoard;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The views of the page. Each is complete as it comes from the server, with its facts as plain tables, for a browser that
 * runs no script; the script then takes over and keeps them up to date. Who may not read gets the frame alone.
 */
final class PageRoutes {

    private static final String FRAME = Assets.text("page.html");
    private static final List<View> NAVIGATION = List.of(
            new View("overview", "Overview", "/"),
            new View("incidents", "Incidents", "/incidents"),
            new View("silences", "Silences", "/silences"),
            new View("history", "History", "/history"),
            new View("rules", "Rules", "/rules"),
            new View("plugins", "Plugins", "/plugins"),
            new View("outbox", "Outbox", "/outbox"),
            new View("audit", "Audit", "/audit"),
            new View("settings", "Settings", "/settings"));
    private static final Logger LOG = LoggerFactory.getLogger(PageRoutes.class);

    private final Supplier<StatusBoard> board;
    private final PlainViews plain;
    private final Predicate<RoutingContext> mayRead;

    PageRoutes(Supplier<StatusBoard> board, PlainViews plain, Predicate<RoutingContext> mayRead) {
        this.board = board;
        this.plain = plain;
        this.mayRead = mayRead;
    }

    void mount(Router router) {
        NAVIGATION.forEach(view -> view(router, view.path, view.name, call -> view.title, call -> plain.of(view.name)));
        view(
                router,
                "/feeds/:feed",
                "feed",
                call -> call.pathParam("feed"),
                call -> plain.feed(call.pathParam("feed")));
        view(
                router,
                "/feeds/:feed/streams/:stream",
                "stream",
                call -> call.pathParam("stream"),
                call -> plain.stream(call.pathParam("feed"), call.pathParam("stream")));
        view(
                router,
                "/incidents/:id",
                "incident",
                call -> "Incident " + call.pathParam("id"),
                call -> plain.incident(call.pathParam("id")));
        view(
                router,
                "/rules/:rule",
                "rule",
                call -> call.pathParam("rule"),
                call -> plain.rule(call.pathParam("rule")));
    }

    private void view(
            Router router,
            String path,
            String name,
            Function<RoutingContext, String> title,
            Function<RoutingContext, Future<String>> facts) {
        Answers.get(router, path).handler(call -> {
            if (!mayRead.test(call)) {
                send(call, 200, frame(name, title.apply(call), "○ Sign in to read this page.", Level.GREY, ""));
                return;
            }
            StatusBoard now = board.get();
            String truth = Html.shape(now.level()) + " " + Truth.of(now);
            facts.apply(call)
                    .onSuccess(html -> send(
                            call,
                            html.isEmpty() ? 404 : 200,
                            frame(
                                    name,
                                    title.apply(call),
                                    truth,
                                    now.level(),
                                    html.isEmpty() ? "<p>There is nothing of this name.</p>" : html)))
                    .onFailure(error -> {
                        LOG.warn("event=view-failed view={} error={}", name, error.toString());
                        send(
                                call,
                                503,
                                frame(name, title.apply(call), truth, now.level(), "<p>This cannot be read now.</p>"));
                    });
        });
    }

    private static void send(RoutingContext call, int status, String html) {
        call.response()
                .setStatusCode(status)
                .putHeader(HttpHeaders.CONTENT_TYPE, "text/html; charset=utf-8")
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .end(html);
    }

    private static String frame(String view, String title, String truth, Level level, String main) {
        StringBuilder navigation = new StringBuilder();
        for (View each : NAVIGATION) {
            navigation
                    .append("<li><a href=\"")
                    .append(each.path)
                    .append(each.name.equals(view) ? "\" aria-current=\"page\">" : "\">")
                    .append(each.title)
                    .append("</a></li>");
        }
        return fill(
                FRAME,
                Map.of(
                        "view", view,
                        "title", Html.escape(title),
                        "truth", Html.escape(truth),
                        "level", level.word(),
                        "navigation", navigation.toString(),
                        "main", main));
    }

    /** Puts values where {@code {{name}}} stands; what a value itself holds is not looked at. */
    static String fill(String template, Map<String, String> values) {
        StringBuilder filled = new StringBuilder();
        int from = 0;
        for (int at = template.indexOf("{{"); at >= 0; at = template.indexOf("{{", from)) {
            int end = template.indexOf("}}", at);
            filled.append(template, from, at).append(values.getOrDefault(template.substring(at + 2, end), ""));
            from = end + 2;
        }
        return filled.append(template.substring(from)).toString();
    }

    private record View(String name, String title, String path) {}
}
