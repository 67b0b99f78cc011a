package dev.feedwarden.supervisor.web;

import dev.feedwarden.rules.Level;
import dev.feedwarden.rules.Rule;
import dev.feedwarden.rules.read.RuleBook;
import dev.feedwarden.supervisor.history.AuditStore;
import dev.feedwarden.supervisor.history.History;
import dev.feedwarden.supervisor.history.Incident;
import dev.feedwarden.supervisor.plugin.PluginInfo;
import dev.feedwarden.supervisor.status.IncidentDesk;
import dev.feedwarden.supervisor.status.StatusBoard;
import dev.feedwarden.supervisor.status.StatusBoard.FeedStatus;
import dev.feedwarden.supervisor.status.StatusBoard.LadderStatus;
import dev.feedwarden.supervisor.status.StatusBoard.RuleStatus;
import dev.feedwarden.supervisor.web.Html.Cell;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.math.MathContext;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Each view's facts as plain tables; empty for what is not there. */
final class PlainViews {

    private static final int MOST = 100;

    private final Supplier<StatusBoard> board;
    private final History history;
    private final AuditStore audit;
    private final Supplier<List<PluginInfo>> plugins;
    private final Supplier<RuleBook> rules;
    private final JsonObject settings;
    private final DaysRoute days;
    private final Supplier<IncidentDesk> desk;

    PlainViews(WebServer.Sources sources, Acting acting, DaysRoute days) {
        this.board = sources.board();
        this.history = sources.history();
        this.audit = acting.kept();
        this.desk = acting.desk();
        this.plugins = sources.plugins();
        this.rules = sources.rules();
        this.settings = sources.insight().settings();
        this.days = days;
    }

    /** One of the views that the navigation leads to. */
    Future<String> of(String view) {
        return switch (view) {
            case "overview" -> now(overview(board.get()));
            case "incidents" ->
                history.incidents(MOST)
                        .map(found -> incidents("Incidents", found).toString());
            case "silences" -> now(silences(desk.get().silences()));
            case "history" -> days.feeds().map(PlainViews::history);
            case "rules" -> now(rules(rules.get().rules().rules().rules(), board.get()));
            case "plugins" -> now(plugins());
            case "outbox" ->
                history.mails(MOST)
                        .map(mails -> table(
                                        "Outbox",
                                        "State, Created, By, To, Subject, Sent, Last answer",
                                        mails,
                                        mail -> row(
                                                mail.state().word(),
                                                mail.created(),
                                                mail.way(),
                                                mail.to(),
                                                mail.subject(),
                                                mail.sent(),
                                                mail.error()))
                                .toString());
            case "audit" ->
                audit.audit(MOST)
                        .map(rows -> table(
                                        "Audit",
                                        "Time, Who, What, Subject, Result, Why",
                                        rows,
                                        row -> row(
                                                row.time(),
                                                row.who(),
                                                row.what(),
                                                row.subject(),
                                                row.result(),
                                                row.why()))
                                .toString());
            default -> now(new Html().heading("Settings").lines(settings.encodePrettily()));
        };
    }

    private static Html silences(List<IncidentDesk.Standing> all) {
        return table(
                "Silences",
                "State, Rule, Subject, From, Until, Each week, By, Why",
                all,
                one -> row(
                        one.inForce() ? "in force" : "not now",
                        one.silence().rule(),
                        one.silence().subject(),
                        one.silence().from(),
                        one.silence().until(),
                        one.silence().weekly() == null
                                ? null
                                : one.silence().weekly() + " (" + one.silence().zone() + ")",
                        one.silence().by(),
                        one.silence().why()));
    }

    Future<String> feed(String id) {
        StatusBoard now = board.get();
        return now(FeedRoutes.find(now, id)
                .map(feed -> feeds(List.of(feed))
                        .table("Rules", heads("Level, Rule, Value, Since"), rules(FeedRoutes.ofFeed(now, id)))
                        .table(
                                "Streams",
                                heads("Stream, Flowing, Last tick, Lag"),
                                new TreeMap<>(feed.detail().streams())
                                        .entrySet().stream()
                                                .map(stream -> row(
                                                        new Cell(
                                                                stream.getKey(),
                                                                "/feeds/" + part(id) + "/streams/"
                                                                        + part(stream.getKey())),
                                                        StreamHealth.of(now, feed, stream.getKey())
                                                                        .flowing()
                                                                ? "yes"
                                                                : "no",
                                                        stream.getValue().lastTick(),
                                                        stream.getValue().lagMillis() + " ms"))
                                                .toList()))
                .orElse(new Html()));
    }

    Future<String> stream(String feedId, String stream) {
        StatusBoard now = board.get();
        FeedStatus feed = FeedRoutes.find(now, feedId).orElse(null);
        if (feed == null || !feed.detail().streams().containsKey(stream)) {
            return now(new Html());
        }
        StreamHealth health = StreamHealth.of(now, feed, stream);
        return now(table(
                        stream,
                        "What, Value",
                        health.json().getMap().entrySet(),
                        entry -> row(entry.getKey(), entry.getValue()))
                .table(
                        "Rules",
                        heads("Level, Rule, Value, Since"),
                        rules(FeedRoutes.ofFeed(now, feedId + "/" + stream))));
    }

    Future<String> incident(String id) {
        return history.incident(id).map(found -> {
            Html html = found.isEmpty()
                    ? new Html()
                    : incidents("Incident", found.stream().toList());
            found.map(Runbooks.of(board.get())::of).ifPresent(html::runbook);
            found.ifPresent(incident -> html.table(
                    "Timeline",
                    heads("Time, Kind, What"),
                    incident.timeline().stream()
                            .map(moment -> row(moment.time(), moment.kind(), moment.text()))
                            .toList()));
            return html.toString();
        });
    }

    Future<String> rule(String id) {
        StatusBoard now = board.get();
        return now(rules.get().rules().rules().rules().stream()
                .filter(rule -> rule.id().equals(id))
                .findFirst()
                .map(rule -> new Html()
                        .sentence(rule.about())
                        .runbook(rule.runbook())
                        .table(
                                id,
                                heads("What, Value"),
                                RuleRoutes.rule(rule).getMap().entrySet().stream()
                                        .map(entry -> row(entry.getKey(), entry.getValue()))
                                        .toList())
                        .table(
                                "Subjects",
                                heads("Level, Subject, Value, Since"),
                                RuleRoutes.subjects(now, id).stream()
                                        .limit(MOST)
                                        .map(each -> row(each.level(), each.subject(), value(each), each.since()))
                                        .toList()))
                .orElse(new Html()));
    }

    private static Html overview(StatusBoard now) {
        Html html = feeds(now.feeds());
        List<RuleStatus> troubles = now.rules().stream()
                .filter(rule -> rule.level().compareTo(Level.GREEN) > 0)
                .limit(StatusJson.MOST_TROUBLES)
                .toList();
        html.table(
                "Not green",
                heads("Level, Rule, Value, Since, Subject"),
                troubles.stream()
                        .map(rule -> row(
                                rule.level(), link("/rules/", rule.id()), value(rule), rule.since(), rule.subject()))
                        .toList());
        html.table(
                "Open incidents",
                heads("Level, Incident, Rule, Subject, Opened, Closed"),
                incidentRows(now.incidents()));
        html.table(
                "Checks",
                heads("Level, Check, Readings"),
                now.checks().stream()
                        .map(check -> row(check.level(), check.id(), check.readings()))
                        .toList());
        List<List<@Nullable Object>> journal = new ArrayList<>();
        journal.add(row("Accepted", now.journal().accepted()));
        journal.add(row("Refused", now.journal().refused()));
        journal.add(row("Backlog", now.journal().backlog()));
        now.journal().stored().forEach((sink, ticks) -> journal.add(row("Stored in " + sink, ticks)));
        return html.table("Journal and sinks", heads("What, Ticks"), journal)
                .sentence("Health score " + now.score() + " of 100, as of " + seconds(now.time()) + ".");
    }

    private static Html feeds(List<FeedStatus> feeds) {
        return table(
                "Feeds",
                "Level, Feed, State, Ticks a minute, Last tick, Lag, Streams, Connections, Recovery",
                feeds,
                feed -> row(
                        feed.level(),
                        link("/feeds/", feed.id()),
                        Truth.state(feed),
                        feed.ticksPerMinute(),
                        feed.lastTick(),
                        Lag.of(feed) == null ? null : Lag.of(feed) + " ms",
                        feed.streams(),
                        feed.connections() + " of " + feed.connectionsWanted(),
                        feed.ladder() == null ? "none" : ladder(feed.ladder())));
    }

    private static String ladder(LadderStatus ladder) {
        String done = ladder.step() == null ? "nothing tried yet" : ladder.step() + " was tried";
        if (ladder.next() == null) {
            return done + "; a person is needed";
        }
        return done + "; next: " + ladder.next() + (ladder.nextAt() == null ? "" : " at " + seconds(ladder.nextAt()));
    }

    private static Instant seconds(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS);
    }

    private static Html incidents(String caption, List<Incident> incidents) {
        return new Html()
                .table(caption, heads("Level, Incident, Rule, Subject, Opened, Closed"), incidentRows(incidents));
    }

    private static List<List<@Nullable Object>> incidentRows(List<Incident> incidents) {
        return incidents.stream()
                .map(incident -> row(
                        incident.level(),
                        link("/incidents/", incident.id()),
                        link("/rules/", incident.rule()),
                        incident.subject(),
                        incident.opened(),
                        incident.closed() == null ? "open" : incident.closed()))
                .toList();
    }

    private static String history(List<FeedDays> feeds) {
        Html html = table(
                "The last " + DaysRoute.DAYS + " days",
                "Feed, Uptime, Completeness, Maintenance",
                feeds,
                feed -> row(
                        feed.feed(),
                        percent(feed.uptime()),
                        percent(feed.completeness()),
                        minutes(feed.maintenance())));
        for (FeedDays feed : feeds) {
            List<FeedDays.Day> watched = new ArrayList<>(
                    feed.days().stream().filter(day -> day.report() != null).toList());
            Collections.reverse(watched);
            html.table(
                    feed.feed(),
                    heads("Day, Level, Uptime, Ticks, Gaps"),
                    watched.stream()
                            .map(day -> row(
                                    day.day(),
                                    day.level(),
                                    percent(day.uptime()),
                                    Objects.requireNonNull(day.report()).accepted(),
                                    Objects.requireNonNull(day.report()).gapCount()))
                            .toList());
        }
        return html.toString();
    }

    private static Html rules(List<Rule> all, StatusBoard now) {
        JsonObject sums = RuleSums.of(now.rules());
        return table("Rules", "Level, Rule, Yellow, Red, Subjects, About", all, rule -> {
            JsonObject sum = sums.getJsonObject(rule.id(), new JsonObject());
            JsonObject read = RuleRoutes.rule(rule);
            return row(
                    sum.getBoolean("dormant", false)
                            ? "○ dormant"
                            : Html.said(
                                    Level.valueOf(sum.getString("level", "grey").toUpperCase(Locale.ROOT))),
                    link("/rules/", rule.id()),
                    read.getString("yellow"),
                    read.getString("red"),
                    sum.getInteger("subjects", 0),
                    rule.about());
        });
    }

    private Html plugins() {
        return table(
                "Plugins",
                "State, Plugin, Version, Provides, Reason",
                plugins.get(),
                plugin -> row(
                        plugin.state().word(),
                        plugin.id(),
                        plugin.version(),
                        String.join(", ", plugin.provides()),
                        plugin.error()));
    }

    private static List<List<@Nullable Object>> rules(List<RuleStatus> rules) {
        return rules.stream()
                .map(rule -> row(rule.level(), link("/rules/", rule.id()), value(rule), rule.since()))
                .toList();
    }

    private static <T> Html table(
            String caption, String heads, Iterable<T> values, Function<T, List<@Nullable Object>> cells) {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        values.forEach(value -> rows.add(cells.apply(value)));
        return new Html().table(caption, heads(heads), rows);
    }

    private static List<String> heads(String names) {
        return List.of(names.split(", "));
    }

    private static List<@Nullable Object> row(@Nullable Object... cells) {
        return Arrays.asList(cells);
    }

    private static Cell link(String path, String name) {
        return new Cell(name, path + part(name));
    }

    /** A name as a part of an address. */
    static String part(String name) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static @Nullable String value(RuleStatus rule) {
        if (!Double.isFinite(rule.value())) {
            return null;
        }
        String number = BigDecimal.valueOf(rule.value())
                .round(new MathContext(4))
                .stripTrailingZeros()
                .toPlainString();
        return rule.unit().isEmpty() ? number : number + " " + rule.unit();
    }

    private static @Nullable String percent(@Nullable Double share) {
        return share == null ? null : share + " %";
    }

    private static String minutes(Duration time) {
        return time.toMinutes() + " min";
    }

    private static Future<String> now(Html html) {
        return Future.succeededFuture(html.toString());
    }
}
