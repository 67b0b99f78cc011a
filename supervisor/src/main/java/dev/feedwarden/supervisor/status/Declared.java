package dev.feedwarden.supervisor.status;

import dev.feedwarden.rules.Rule;
import dev.feedwarden.rules.RuleEngine;
import java.time.Instant;
import java.util.function.Predicate;

/**
 * A subject that is judged.
 *
 * @param plugin the type of the plugin that made its instance
 * @param by whether a rule judges what a subject of its kind reports
 * @param since when it was declared first, by an earlier process perhaps
 */
record Declared(String subject, String plugin, Predicate<Rule> by, Instant since) {

    void declare(RuleEngine engine) {
        engine.declare(subject, plugin, by, since);
    }
}
