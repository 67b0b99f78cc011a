package dev.feedwarden.supervisor.web;

import dev.feedwarden.rules.Level;
import dev.feedwarden.supervisor.status.FeedState;
import dev.feedwarden.supervisor.status.StatusBoard;
import dev.feedwarden.supervisor.status.StatusBoard.FeedStatus;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What may be shown to everybody: {@code /public}, whether each feed's data flows and how it was in the last 90 days, and
 * the badges {@code /badge.svg} and {@code /badge/{feed}.svg}. No rule, subject, number of ticks, incident or error stands
 * there. Needs no script.
 */
final class PublicRoutes {

    private static final String FRAME = Assets.text("public.html");
    private static final int BAR = 6;
    private static final int GAP = 2;
    private static final int HEIGHT = 28;

    private final Supplier<StatusBoard> board;
    private final DaysRoute days;

    PublicRoutes(Supplier<StatusBoard> board, DaysRoute days) {
        this.board = board;
        this.days = days;
    }

    void mount(Router router) {
        Answers.get(router, "/public").handler(this::page);
        Answers.get(router, "/badge.svg").handler(call -> {
            Said said = Said.of(board.get().feeds());
            badge(call, "data feeds", said);
        });
        Answers.get(router, "/badge/:feed.svg")
                .handler(call -> FeedRoutes.find(board.get(), call.pathParam("feed"))
                        .ifPresentOrElse(
                                feed -> badge(call, feed.id(), Said.of(feed)),
                                () -> Answers.error(call, 404, "no feed is configured under this name")));
    }

    private static void badge(RoutingContext call, String label, Said said) {
        call.response()
                .putHeader(HttpHeaders.CONTENT_TYPE, "image/svg+xml")
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-cache, max-age=0")
                .end(Badge.svg(label, said.word, said.colour));
    }

    private void page(RoutingContext call) {
        StatusBoard now = board.get();
        days.feeds().recover(unreadable -> Future.succeededFuture(List.of())).onSuccess(history -> {
            Said all = Said.of(now.feeds());
            StringBuilder feeds = new StringBuilder();
            now.feeds().forEach(feed -> feeds.append(feed(feed, history)));
            call.response()
                    .putHeader(HttpHeaders.CONTENT_TYPE, "text/html; charset=utf-8")
                    .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                    .end(PageRoutes.fill(
                            FRAME,
                            Map.of(
                                    "level",
                                    all.level.word(),
                                    "truth",
                                    Html.shape(all.level) + " " + all.sentence,
                                    "time",
                                    now.time().toString(),
                                    "feeds",
                                    feeds.toString())));
        });
    }

    private static String feed(FeedStatus feed, List<FeedDays> history) {
        Said said = Said.of(feed);
        FeedDays past = history.stream()
                .filter(each -> each.feed().equals(feed.id()))
                .findFirst()
                .orElse(null);
        String bars = past == null ? "" : bars(past);
        String uptime = past == null || past.uptime() == null
                ? "not watched yet"
                : past.uptime() + " % of the last " + DaysRoute.DAYS + " days, maintenance apart";
        return "<section class=\"card " + said.level.word() + "\"><div class=\"card-head\"><h2>"
                + Html.escape(feed.id())
                + "</h2><span class=\"badge " + said.level.word() + "\">" + Html.shape(said.level) + " " + said.word
                + "</span></div>" + bars + "<p class=\"soft\">" + uptime + "</p></section>\n";
    }

    /** A bar for each day, as a picture; what it shows is said in words beside it. */
    private static String bars(FeedDays past) {
        StringBuilder svg = new StringBuilder("<svg class=\"days\" viewBox=\"0 0 " + DaysRoute.DAYS * (BAR + GAP) + " "
                + HEIGHT + "\" role=\"img\" aria-label=\"the last " + DaysRoute.DAYS + " days\">");
        for (int i = 0; i < past.days().size(); i++) {
            FeedDays.Day day = past.days().get(i);
            int height = switch (day.level()) {
                case GREEN -> HEIGHT;
                case YELLOW -> HEIGHT * 3 / 4;
                case RED -> HEIGHT / 2;
                case GREY -> 4;
            };
            svg.append("<rect class=\"")
                    .append(day.level().word())
                    .append("\" x=\"")
                    .append(i * (BAR + GAP))
                    .append("\" y=\"")
                    .append(HEIGHT - height)
                    .append("\" width=\"")
                    .append(BAR)
                    .append("\" height=\"")
                    .append(height)
                    .append("\"><title>")
                    .append(day.day())
                    .append(day.uptime() == null ? ": not watched" : ": " + day.uptime() + " %")
                    .append("</title></rect>");
        }
        return svg.append("</svg>").toString();
    }

    /** What everybody may know, in words. */
    private record Said(Level level, String word, String sentence, String colour) {

        private static final Said WELL = new Said(Level.GREEN, "operational", "All data flows.", "#14713d");
        private static final Said PARTLY =
                new Said(Level.YELLOW, "degraded", "Some data is missing or late.", "#7a5200");
        private static final Said DOWN = new Said(Level.RED, "down", "No data flows.", "#b01020");
        private static final Said UNKNOWN = new Said(Level.GREY, "unknown", "Nothing is known yet.", "#52606d");

        private static Said of(FeedStatus feed) {
            return switch (feed.state()) {
                case HEALTHY -> WELL;
                case DEGRADED -> PARTLY;
                case DISCONNECTED -> DOWN;
            };
        }

        private static Said of(List<FeedStatus> feeds) {
            if (feeds.isEmpty()) {
                return UNKNOWN;
            }
            if (feeds.stream().allMatch(feed -> feed.state() == FeedState.HEALTHY)) {
                return WELL;
            }
            return feeds.stream().allMatch(feed -> feed.state() == FeedState.DISCONNECTED) ? DOWN : PARTLY;
        }
    }
}
