package dev.feedwarden.supervisor.web;

import dev.feedwarden.supervisor.history.Incident;
import dev.feedwarden.supervisor.status.StatusBoard;
import dev.feedwarden.supervisor.status.StatusBoard.RuleStatus;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a person is to do about a rule's trouble, as the rules in force say. An old incident has what is to be done by
 * today's word; one whose rule is gone has none.
 */
record Runbooks(Map<String, String> byRule) {

    Runbooks {
        byRule = Map.copyOf(byRule);
    }

    static Runbooks of(StatusBoard board) {
        Map<String, String> byRule = new HashMap<>();
        for (RuleStatus rule : board.rules()) {
            if (rule.runbook() != null) {
                byRule.putIfAbsent(rule.id(), rule.runbook());
            }
        }
        return new Runbooks(byRule);
    }

    /** Of an incident; null where its rule says nothing. */
    @Nullable
    String of(Incident incident) {
        return byRule.get(incident.rule());
    }

    /** An incident as {@code /api/incidents} writes it. */
    JsonObject json(Incident incident) {
        return StatusJson.incident(incident).put("runbook", of(incident));
    }
}
