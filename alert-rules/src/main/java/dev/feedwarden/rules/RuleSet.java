package dev.feedwarden.rules;

import dev.feedwarden.rules.calendar.Calendar;
import java.util.List;
import java.util.Map;

/**
 * All rules, ladders and calendars that are in force.
 *
 * @param rules in the order of the files
 * @param ladders by id
 * @param calendars by id
 */
public record RuleSet(List<Rule> rules, Map<String, Ladder> ladders, Map<String, Calendar> calendars) {

    public RuleSet {
        rules = List.copyOf(rules);
        ladders = Map.copyOf(ladders);
        calendars = Map.copyOf(calendars);
    }
}
