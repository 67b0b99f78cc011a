package dev.feedwarden.rules.trial;

import dev.feedwarden.api.Reading;
import dev.feedwarden.rules.RuleEngine;
import dev.feedwarden.rules.RuleSet;
import dev.feedwarden.rules.RuleState;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The engine alone: levels and values, neither ladders nor mails. */
public final class EngineBench implements Bench {

    private final RuleEngine engine;

    public EngineBench(RuleSet rules) {
        engine = new RuleEngine(rules);
    }

    @Override
    public void declare(String subject, String plugin, Instant now) {
        engine.declare(subject, plugin, now);
    }

    @Override
    public void accept(Reading reading) {
        engine.accept(reading);
    }

    @Override
    public void advance(Instant now) {
        engine.advance(now);
    }

    @Override
    public @Nullable RuleState state(String rule, String subject) {
        return engine.state(rule, subject);
    }

    @Override
    public @Nullable List<String> steps(String rule, String subject) {
        return null;
    }

    @Override
    public @Nullable Integer mails(String rule, String subject) {
        return null;
    }
}
