package dev.feedwarden.supervisor.web;

import dev.feedwarden.api.Timers;
import dev.feedwarden.rules.Condition.Comparison;
import dev.feedwarden.rules.Rule;
import dev.feedwarden.rules.RuleSet;
import dev.feedwarden.rules.Threshold;
import dev.feedwarden.supervisor.trial.Backtest;
import dev.feedwarden.supervisor.trial.Curves;
import dev.feedwarden.supervisor.trial.Firings;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a rule would have said of the last 24 h, by the engine of the backtest over the readings that were kept: its values
 * in steps of 5 min, its thresholds, and when it would have fired. An answer holds for a minute; of more than {@value
 * #MOST_KEPT} the oldest goes. Lives on the core event loop.
 */
final class RuleDays {

    static final int MOST_KEPT = 16;
    private static final int MOST_FIRINGS = 200;
    private static final Duration KEPT = Duration.ofMinutes(1);
    private static final Duration KEPT_EMPTY = Duration.ofSeconds(3);

    private final Insight insight;
    private final Scans scans;
    private final Timers timers;
    private final Map<Rule, Answer> answers = new LinkedHashMap<>();

    RuleDays(Insight insight, Scans scans, Timers timers) {
        this.insight = insight;
        this.scans = scans;
        this.timers = timers;
    }

    Future<JsonObject> of(RuleSet rules, Rule rule, Instant now) {
        Answer known = answers.get(rule);
        if (known != null && timers.nanoTime() - known.atNanos < known.kept().toNanos()) {
            return known.day;
        }
        Future<JsonObject> day = scans.run(() -> judge(alone(rules, rule), rule, now.minus(DayCurves.DAY), now));
        answers.remove(rule);
        answers.put(rule, new Answer(day, timers.nanoTime()));
        if (answers.size() > MOST_KEPT) {
            answers.remove(answers.keySet().iterator().next());
        }
        return day.onFailure(error -> answers.remove(rule));
    }

    private JsonObject judge(RuleSet alone, Rule rule, Instant from, Instant to) {
        Curves curves = new Curves(rule.id(), from, DayCurves.STEP, DayCurves.STEPS);
        Backtest backtest = new Backtest(insight.plugins(), from, to).drawing(curves);
        Firings firings = backtest.run(List.of(alone), insight.samples()).get(0);
        List<JsonObject> fired = firings.all().stream()
                .filter(firing -> firing.rule().equals(rule.id()))
                .map(firing -> firing.json().put("seconds", firing.length(to).toMillis() / 1e3))
                .toList();
        JsonArray subjects = new JsonArray();
        curves.values()
                .forEach((subject, values) ->
                        subjects.add(new JsonObject().put("subject", subject).put("values", DayCurves.array(values))));
        return new JsonObject()
                .put("rule", rule.id())
                .put("from", from.plus(DayCurves.STEP).toString())
                .put("to", to.toString())
                .put("everySeconds", DayCurves.STEP.toSeconds())
                .put("unit", rule.dimension().word())
                .put("thresholds", thresholds(rule))
                .put("subjects", subjects)
                .put("subjectsLeftOut", curves.leftOut())
                .put("readings", backtest.count())
                .put("fired", fired.size() + firings.beyond())
                .put(
                        "firings",
                        new JsonArray(new ArrayList<>(
                                fired.subList(Math.max(0, fired.size() - MOST_FIRINGS), fired.size()))));
    }

    /** The rule with those that hold it back and theirs, and every ladder. */
    private static RuleSet alone(RuleSet rules, Rule rule) {
        List<Rule> wanted = new ArrayList<>(List.of(rule));
        for (int i = 0; i < wanted.size(); i++) {
            List<String> needs = wanted.get(i).needs();
            rules.rules().stream()
                    .filter(each -> needs.contains(each.id()) && !wanted.contains(each))
                    .forEach(wanted::add);
        }
        return new RuleSet(wanted, rules.ladders(), rules.calendars());
    }

    private static JsonArray thresholds(Rule rule) {
        JsonArray list = new JsonArray();
        add(list, "yellow", rule.thresholds().yellow());
        add(list, "red", rule.thresholds().red());
        add(list, "info", rule.thresholds().info());
        return list;
    }

    private static void add(JsonArray list, String level, @Nullable Threshold threshold) {
        if (threshold != null) {
            for (Comparison comparison : threshold.enter().any()) {
                list.add(new JsonObject()
                        .put("level", level)
                        .put("sign", comparison.operator().sign())
                        .put("bound", comparison.bound()));
            }
        }
    }

    private record Answer(Future<JsonObject> day, long atNanos) {

        /** An empty day is soon another one. */
        private Duration kept() {
            JsonObject result = day.result();
            return result != null && result.getJsonArray("subjects").isEmpty() ? KEPT_EMPTY : KEPT;
        }
    }
}
