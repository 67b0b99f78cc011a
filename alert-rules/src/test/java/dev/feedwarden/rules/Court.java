package dev.feedwarden.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.feedwarden.api.Reading;
import dev.feedwarden.rules.read.Catalog;
import dev.feedwarden.rules.read.RuleFile;
import dev.feedwarden.rules.read.RuleFiles;
import dev.feedwarden.rules.read.RuleReader;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** An engine with rules from YAML, in a time that is counted in seconds from its start. */
final class Court {

    static final Instant START = Instant.parse("2026-11-21T08:00:00Z");

    final RuleEngine engine;

    Court(RuleSet rules) {
        engine = new RuleEngine(rules);
    }

    /** With one rule {@code r} of one line of YAML, over the subject {@code a}, which is declared at the start. */
    static Court of(String rule) {
        Court court = new Court(rules("version: 1\nrules:\n  r: {of: a, " + rule + "}\n"));
        court.declare("a", 0);
        return court;
    }

    static RuleSet rules(String yaml) {
        RuleFiles read = new RuleReader(new Catalog(TestMetrics.all(), Map.of(), Set.of()), 1)
                .read(List.of(new RuleFile("test.yaml", yaml)));
        assertThat(read.problems()).isEmpty();
        return read.rules();
    }

    static Instant at(double seconds) {
        return START.plus(
                Duration.ofNanos(BigDecimal.valueOf(seconds).movePointRight(9).longValueExact()));
    }

    static double seconds(Instant time) {
        return BigDecimal.valueOf(Duration.between(START, time).toNanos(), 9).doubleValue();
    }

    void declare(String subject, double at) {
        engine.declare(subject, "test", at(at));
    }

    void reading(String metric, double at, double value) {
        engine.accept(new Reading(metric, "a", value, at(at)));
    }

    /** The changes of rule {@code r} up to a moment, as {@code 12.5 green>red}. */
    List<String> until(double seconds) {
        return engine.advance(at(seconds)).stream().map(Court::text).toList();
    }

    Level level() {
        return state().level();
    }

    double value() {
        return state().value();
    }

    RuleState state() {
        RuleState state = engine.state("r", "a");
        assertThat(state).isNotNull();
        return state;
    }

    static String text(StatusChange change) {
        String time =
                BigDecimal.valueOf(seconds(change.time())).stripTrailingZeros().toPlainString();
        return time + " " + change.from().word() + ">" + change.to().word();
    }
}
