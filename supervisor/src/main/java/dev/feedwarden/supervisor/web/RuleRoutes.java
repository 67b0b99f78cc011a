package dev.feedwarden.supervisor.web;

import dev.feedwarden.rules.Level;
import dev.feedwarden.rules.Problem;
import dev.feedwarden.rules.Rule;
import dev.feedwarden.rules.Threshold;
import dev.feedwarden.rules.read.RuleBook;
import dev.feedwarden.rules.read.RuleBook.Page;
import dev.feedwarden.supervisor.status.StatusBoard;
import dev.feedwarden.supervisor.status.StatusBoard.RuleStatus;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * {@code /api/rules}: the rule files with what is wrong in them, and the rules in force with all their fields; {@code
 * /api/rules/{rule}}: one of them and what it says of each of its subjects; {@code /api/rules/{rule}/day}: what it would have
 * said of the last 24 h.
 */
final class RuleRoutes {

    private static final int MOST_SUBJECTS = 2_000;

    private final Supplier<RuleBook> book;
    private final Supplier<StatusBoard> board;
    private final RuleDays days;

    RuleRoutes(Supplier<RuleBook> book, Supplier<StatusBoard> board, RuleDays days) {
        this.book = book;
        this.board = board;
        this.days = days;
    }

    void mount(Router router) {
        Answers.get(router, "/api/rules").handler(call -> {
            RuleBook now = book.get();
            Answers.json(
                    call,
                    200,
                    new JsonObject()
                            .put("files", StatusJson.array(now.files(), RuleRoutes::file))
                            .put("rules", StatusJson.array(now.rules().rules().rules(), RuleRoutes::rule)));
        });
        Answers.get(router, "/api/rules/:rule")
                .handler(call -> found(call, rule -> {
                    List<RuleStatus> subjects = subjects(board.get(), rule.id());
                    Answers.json(
                            call,
                            200,
                            rule(rule)
                                    .put(
                                            "subjects",
                                            StatusJson.array(
                                                    subjects.subList(0, Math.min(MOST_SUBJECTS, subjects.size())),
                                                    StatusJson::rule))
                                    .put("subjectCount", subjects.size()));
                }));
        Answers.get(router, "/api/rules/:rule/day")
                .handler(call -> found(
                        call,
                        rule -> Answers.scanned(
                                call,
                                days.of(
                                        book.get().rules().rules(),
                                        rule,
                                        board.get().time()))));
    }

    /** What a rule says of each of its subjects, the worst first. */
    static List<RuleStatus> subjects(StatusBoard board, String rule) {
        return board.rules().stream()
                .filter(each -> each.id().equals(rule))
                .sorted(Comparator.comparing(RuleStatus::level).reversed())
                .toList();
    }

    private void found(RoutingContext call, Consumer<Rule> then) {
        String id = call.pathParam("rule");
        book.get().rules().rules().rules().stream()
                .filter(rule -> rule.id().equals(id))
                .findFirst()
                .ifPresentOrElse(then, () -> Answers.error(call, 404, "no rule in force has this name"));
    }

    private static JsonObject file(Page page) {
        return new JsonObject()
                .put("name", page.name())
                .put("state", page.state().name().toLowerCase(Locale.ROOT))
                .put("since", page.since().toString())
                .put("problems", StatusJson.array(page.problems(), RuleRoutes::problem));
    }

    private static JsonObject problem(Problem problem) {
        return new JsonObject()
                .put("file", problem.file())
                .put("line", problem.line())
                .put("column", problem.column())
                .put("what", problem.what());
    }

    static JsonObject rule(Rule rule) {
        JsonObject holds = new JsonObject();
        rule.holds().forEach((level, hold) -> holds.put(level.word(), hold.toString()));
        var thresholds = rule.thresholds();
        return new JsonObject()
                .put("id", rule.id())
                .put("about", rule.about())
                .put("metric", rule.metric())
                .put("of", rule.of())
                .put("measure", rule.measure().text())
                .put("yellow", text(rule, thresholds.yellow()))
                .put("red", text(rule, thresholds.red()))
                .put("info", text(rule, thresholds.info()))
                .put("mailAt", text(rule, thresholds.mail()))
                .put(
                        "mail",
                        new JsonArray(
                                rule.mail().stream().sorted().map(Level::word).toList()))
                .put("hold", holds)
                .put(
                        "flap",
                        rule.flap() == null
                                ? null
                                : rule.flap().changes() + " in " + rule.flap().per())
                .put("needs", new JsonArray(rule.needs()))
                .put("during", rule.during() == null ? null : rule.during().id())
                .put(
                        "severity",
                        rule.severity() == null ? null : rule.severity().name().toLowerCase(Locale.ROOT))
                .put("recover", rule.recover())
                .put("runbook", rule.runbook())
                .put("place", rule.place().toString());
    }

    private static @Nullable String text(Rule rule, @Nullable Threshold threshold) {
        return threshold == null ? null : threshold.text(rule.dimension());
    }
}
