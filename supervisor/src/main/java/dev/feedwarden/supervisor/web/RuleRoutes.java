package dev.feedwarden.supervisor.web;

import dev.feedwarden.rules.Level;
import dev.feedwarden.rules.Problem;
import dev.feedwarden.rules.Rule;
import dev.feedwarden.rules.Threshold;
import dev.feedwarden.rules.read.RuleBook;
import dev.feedwarden.rules.read.RuleBook.Page;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import java.util.Locale;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** {@code /api/rules}: the rule files with what is wrong in them, and the rules in force with all their fields. */
final class RuleRoutes {

    private final Supplier<RuleBook> book;

    RuleRoutes(Supplier<RuleBook> book) {
        this.book = book;
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

    private static JsonObject rule(Rule rule) {
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
