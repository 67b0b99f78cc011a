package dev.feedwarden.supervisor.web;

import dev.feedwarden.rules.Level;
import dev.feedwarden.supervisor.status.StatusBoard.RuleStatus;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What each rule says of all its subjects together, so that a rule with a thousand subjects is one line. */
final class RuleSums {

    private final RuleStatus first;
    private RuleStatus worst;
    private int subjects;
    private int red;
    private int yellow;

    private RuleSums(RuleStatus first) {
        this.first = first;
        this.worst = first;
    }

    /**
     * {@code {id: {"level", "dormant", "subjects", "red", "yellow", "subject", "value", "unit", "since"}}}; the last four are
     * those of a subject at the worst level.
     */
    static JsonObject of(List<RuleStatus> rules) {
        Map<String, RuleSums> sums = new LinkedHashMap<>();
        rules.forEach(rule ->
                sums.computeIfAbsent(rule.id(), id -> new RuleSums(rule)).add(rule));
        JsonObject json = new JsonObject();
        sums.forEach((id, sum) -> json.put(id, sum.json()));
        return json;
    }

    private void add(RuleStatus rule) {
        subjects += rule.dormant() ? 0 : 1;
        red += rule.level() == Level.RED ? 1 : 0;
        yellow += rule.level() == Level.YELLOW ? 1 : 0;
        worst = rule.level().compareTo(worst.level()) > 0 ? rule : worst;
    }

    private JsonObject json() {
        return new JsonObject()
                .put("level", worst.level().word())
                .put("dormant", first.dormant())
                .put("subjects", subjects)
                .put("red", red)
                .put("yellow", yellow)
                .put("subject", worst.subject())
                .put("value", StatusJson.number(worst.value()))
                .put("unit", worst.unit())
                .put("since", worst.since().toString());
    }
}
