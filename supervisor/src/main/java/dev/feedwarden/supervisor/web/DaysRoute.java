package dev.feedwarden.supervisor.web;

import dev.feedwarden.rules.Level;
import dev.feedwarden.supervisor.history.History;
import dev.feedwarden.supervisor.history.Incident;
import dev.feedwarden.supervisor.journal.DayReport;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code /api/history}: each feed's last 90 days with their level, uptime, maintenance and completeness. */
final class DaysRoute {

    static final int DAYS = 90;
    private static final int MOST_INCIDENTS = 1_000;
    private static final Logger LOG = LoggerFactory.getLogger(DaysRoute.class);

    private final Supplier<List<DayReport>> reports;
    private final History history;
    private final Supplier<Instant> now;

    DaysRoute(Supplier<List<DayReport>> reports, History history, Supplier<Instant> now) {
        this.reports = reports;
        this.history = history;
        this.now = now;
    }

    void mount(Router router) {
        Answers.get(router, "/api/history").handler(this::answer);
    }

    /** Every feed that was watched, sorted. */
    Future<List<FeedDays>> feeds() {
        LocalDate last = LocalDate.ofInstant(now.get(), ZoneOffset.UTC);
        LocalDate first = last.minusDays(DAYS - 1);
        Instant begin = first.atStartOfDay().toInstant(ZoneOffset.UTC);
        return history.incidents(
                        incident ->
                                incident.closed() == null || incident.closed().isAfter(begin),
                        MOST_INCIDENTS)
                .map(incidents -> feeds(first, last, incidents));
    }

    private List<FeedDays> feeds(LocalDate first, LocalDate last, List<Incident> incidents) {
        List<DayReport> all = reports.get();
        return new TreeSet<>(all.stream().map(DayReport::feed).toList())
                .stream()
                        .map(feed -> FeedDays.of(
                                feed,
                                first,
                                last,
                                all.stream()
                                        .filter(day -> day.feed().equals(feed))
                                        .toList(),
                                incidents))
                        .toList();
    }

    private void answer(RoutingContext call) {
        feeds().onSuccess(feeds -> Answers.json(
                        call,
                        200,
                        new JsonObject()
                                .put("days", DAYS)
                                .put("to", now.get().toString())
                                .put("feeds", StatusJson.array(feeds, FeedDays::json))))
                .onFailure(error -> {
                    LOG.warn("event=history-unreadable list=days error={}", error.toString());
                    Answers.error(call, 503, "the history cannot be read now");
                });
    }

    /** The worst level a feed had on a day by its incidents. */
    static Level level(String feed, LocalDate day, List<Incident> incidents) {
        Instant begin = day.atStartOfDay().toInstant(ZoneOffset.UTC);
        Instant end = day.plusDays(1).atStartOfDay().toInstant(ZoneOffset.UTC);
        return incidents.stream()
                .filter(incident ->
                        incident.subject().equals(feed) || incident.subject().startsWith(feed + "/"))
                .filter(incident -> incident.opened().isBefore(end)
                        && (incident.closed() == null || incident.closed().isAfter(begin)))
                .map(Incident::level)
                .reduce(Level.GREEN, Level::worse);
    }
}
