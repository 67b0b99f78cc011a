package dev.feedwarden.supervisor.status;

import dev.feedwarden.rules.Level;
import dev.feedwarden.rules.Rule;
import dev.feedwarden.rules.RuleState;
import dev.feedwarden.supervisor.recovery.Trouble;
import dev.feedwarden.supervisor.status.StatusBoard.RuleStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * The rules as the board shows them. While a change is not written down, the rule's word on that subject stays what it was
 * before; a subject that was not shown before is grey until then.
 */
final class RuleView {

    private final LiveEngine engine;
    private final Supplier<List<Rule>> dormant;
    private final SteadyClock clock;
    private final Instant start;
    private Map<Trouble, RuleStatus> shown = new HashMap<>();

    RuleView(LiveEngine engine, Supplier<List<Rule>> dormant, SteadyClock clock) {
        this.engine = engine;
        this.dormant = dormant;
        this.clock = clock;
        start = clock.now();
    }

    /**
     * Every rule with every subject it judges.
     *
     * @param levels the level that counts
     * @param unwritten whether something about a trouble is not written down yet
     */
    List<RuleStatus> statuses(Function<RuleState, Level> levels, Predicate<Trouble> unwritten) {
        Map<Trouble, RuleStatus> next = new HashMap<>();
        List<RuleStatus> statuses = new ArrayList<>();
        for (RuleState state : engine.states()) {
            var trouble = new Trouble(state.rule().id(), state.subject());
            RuleStatus status = unwritten.test(trouble)
                    ? shown.getOrDefault(trouble, unknown(state.rule(), state.subject()))
                    : status(state, levels.apply(state));
            next.put(trouble, status);
            statuses.add(status);
        }
        shown = next;
        dormant.get().stream().map(this::dormant).forEach(statuses::add);
        return statuses;
    }

    private RuleStatus status(RuleState state, Level level) {
        Rule rule = state.rule();
        return new RuleStatus(
                rule.id(),
                state.subject(),
                level,
                state.noted(),
                false,
                state.marks().flapping(),
                state.marks().heldBackBy(),
                state.value(),
                Wording.symbol(rule.dimension().unit()),
                clock.wall(state.since()),
                rule.about(),
                rule.runbook());
    }

    private RuleStatus unknown(Rule rule, String subject) {
        return still(rule, subject, false);
    }

    private RuleStatus dormant(Rule rule) {
        return still(rule, "", true);
    }

    private RuleStatus still(Rule rule, String subject, boolean dormant) {
        return new RuleStatus(
                rule.id(),
                subject,
                Level.GREY,
                false,
                dormant,
                false,
                null,
                Double.NaN,
                Wording.symbol(rule.dimension().unit()),
                clock.wall(start),
                rule.about(),
                rule.runbook());
    }
}
