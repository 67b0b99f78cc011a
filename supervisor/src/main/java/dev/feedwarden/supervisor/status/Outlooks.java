package dev.feedwarden.supervisor.status;

import dev.feedwarden.api.Reading;
import dev.feedwarden.rules.Rule;
import dev.feedwarden.rules.RuleState;
import dev.feedwarden.rules.measure.TimeTo;
import dev.feedwarden.supervisor.recovery.Trouble;
import dev.feedwarden.supervisor.status.StatusBoard.Outlook;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What runs out, and when: what every rule with the measure {@code time to LIMIT over W} says now, whatever its level. So a
 * further resource is watched by a rule and nothing else, and what is foretold is what is judged. Keeps one number for each
 * such rule and subject.
 */
final class Outlooks {

    private static final double MILLIS = 1e3;

    private final LiveEngine engine;
    private final SteadyClock clock;
    private Map<String, List<Rule>> foretelling = Map.of();
    private final Map<Trouble, Double> latest = new HashMap<>();

    Outlooks(LiveEngine engine, List<Rule> rules, SteadyClock clock) {
        this.engine = engine;
        this.clock = clock;
        reload(rules);
    }

    /** Other rules are in force. */
    void reload(List<Rule> rules) {
        foretelling = rules.stream()
                .filter(rule -> rule.measure() instanceof TimeTo)
                .collect(Collectors.groupingBy(Rule::metric));
    }

    void take(Reading reading) {
        for (Rule rule : foretelling.getOrDefault(reading.metric(), List.of())) {
            if (engine.state(rule.id(), reading.subject()) != null) {
                latest.put(new Trouble(rule.id(), reading.subject()), reading.value());
            }
        }
    }

    /** What runs out at the present rate, soonest first; empty where nothing is known to. */
    List<Outlook> make(Instant now) {
        List<Outlook> outlooks = new ArrayList<>();
        latest.forEach((trouble, value) -> {
            RuleState state = engine.state(trouble.rule(), trouble.subject());
            if (state != null && state.rule().measure() instanceof TimeTo measure && Double.isFinite(state.value())) {
                Instant at = now.plus(Duration.ofMillis(Math.round(state.value() * MILLIS)));
                outlooks.add(new Outlook(
                        measure.metric().name(),
                        trouble.subject(),
                        value,
                        measure.limit(),
                        Wording.symbol(measure.metric().unit()),
                        clock.wall(at),
                        state.value()));
            }
        });
        outlooks.sort(Comparator.comparingDouble(Outlook::inSeconds).thenComparing(Outlook::what));
        return outlooks;
    }
}
