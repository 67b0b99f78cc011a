package dev.feedwarden.supervisor.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.feedwarden.rules.RuleSet;
import dev.feedwarden.rules.RuleState;
import dev.feedwarden.supervisor.metrics.Meters;
import dev.feedwarden.supervisor.plugin.Kind;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class SubjectsTest {

    @Test
    void declare_sinkOfTheSamePlugin_isJudgedByTheRulesOfSinksAlone() {
        RuleSet rules = Stage.rules("""
                version: 1
                rules:
                  late: {about: a, metric: sink.lag, of: "plugin:deribit", measure: last, yellow: "> 1s"}
                  silent: {about: b, metric: feed.ticks, of: "plugin:deribit", measure: age, red: "> 10s"}
                """);
        var engine = new LiveEngine(rules);
        var watched = List.of(
                new Watched(Kind.FEED, "deribit", "deribit", Duration.ofSeconds(10), null),
                new Watched(Kind.SINK, "db", "deribit", Duration.ofSeconds(10), null));
        var subjects =
                new Subjects(engine, rules, watched, List.of(), kept -> {}, new Meters(new SimpleMeterRegistry()));

        subjects.declare(List.of(), Instant.parse("2026-03-01T10:00:00Z"));

        assertThat(engine.state("late", "db")).isNotNull();
        assertThat(engine.state("silent", "db")).isNull();
        assertThat(engine.state("late", "deribit")).isNull();
        assertThat(engine.state("silent", "deribit")).isNotNull();
        assertThat(subjects.dormant()).isEmpty();
    }

    @Test
    void heard_partOfACheck_isJudgedFromThenOnAndItsPartsAreNot() {
        RuleSet rules = Stage.rules("""
                version: 1
                rules:
                  late: {about: a, metric: feed.lag, of: "plugin:deribit/*", measure: last, yellow: "> 1s"}
                """);
        var engine = new LiveEngine(rules);
        var watched = List.of(
                new Watched(Kind.CHECK, "engine", "deribit", Duration.ofSeconds(10), null),
                new Watched(Kind.FEED, "deribit", "deribit", Duration.ofSeconds(10), null));
        var subjects =
                new Subjects(engine, rules, watched, List.of(), kept -> {}, new Meters(new SimpleMeterRegistry()));
        Instant now = Instant.parse("2026-03-01T10:00:00Z");
        subjects.declare(List.of(), now);
        for (String subject : List.of("engine", "engine/collector", "engine/collector/lost", "deribit/A", "else/b")) {
            subjects.heard(subject, now);
        }

        assertThat(engine.states()).extracting(RuleState::subject).containsExactly("engine/collector");
    }
}
