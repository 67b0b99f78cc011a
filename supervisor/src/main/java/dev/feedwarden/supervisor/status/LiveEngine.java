package dev.feedwarden.supervisor.status;

import dev.feedwarden.api.Reading;
import dev.feedwarden.rules.RuleEngine;
import dev.feedwarden.rules.RuleSet;
import dev.feedwarden.rules.RuleState;
import dev.feedwarden.rules.StatusChange;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The engine that judges at present: another one may take its place between two turns, so each turn has one rule set. */
final class LiveEngine {

    private RuleEngine engine;
    private long dropped;

    LiveEngine(RuleSet rules) {
        engine = new RuleEngine(rules);
    }

    /** Lets another engine judge from now on. */
    void become(RuleEngine next) {
        engine = next;
    }

    void declare(Declared subject) {
        subject.declare(engine);
    }

    void retire(String subject, Instant now) {
        engine.retire(subject, now);
    }

    void accept(Reading reading) {
        long before = engine.dropped();
        engine.accept(reading);
        dropped += engine.dropped() - before;
    }

    List<StatusChange> advance(Instant now) {
        return engine.advance(now);
    }

    @Nullable
    Instant next() {
        return engine.next();
    }

    List<RuleState> states() {
        return engine.states();
    }

    @Nullable
    RuleState state(String rule, String subject) {
        return engine.state(rule, subject);
    }

    /** How many readings were dropped since the start because too many waited for their time. */
    long dropped() {
        return dropped;
    }
}
