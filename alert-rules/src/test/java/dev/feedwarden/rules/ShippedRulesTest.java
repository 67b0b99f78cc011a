package dev.feedwarden.rules;

import static dev.feedwarden.rules.Court.at;
import static org.assertj.core.api.Assertions.assertThat;

import dev.feedwarden.api.Reading;
import dev.feedwarden.rules.read.Catalog;
import dev.feedwarden.rules.read.RuleFile;
import dev.feedwarden.rules.read.RuleFiles;
import dev.feedwarden.rules.read.RuleReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ShippedRulesTest {

    private static final List<String> FILES = List.of("deribit.yaml", "bybit.yaml", "self.yaml");
    private static final Set<String> TESTED = Set.of(
            "deribit-connected",
            "deribit-silence",
            "deribit-ticks",
            "deribit-reconnects",
            "deribit-errors",
            "self-journal-backlog",
            "self-journal-oldest",
            "self-journal-refused",
            "self-outbox-mails",
            "self-outbox-oldest",
            "self-plugins",
            "self-loops",
            "self-history",
            "self-facts",
            "self-mail-dead",
            "self-sink-quarantined",
            "self-history-rejected",
            "self-web-readers",
            "self-plugin-loaders",
            "self-readings",
            "self-streams",
            "self-memory",
            "self-disk");

    @Test
    void read_shippedFiles_haveNoProblem() throws IOException {
        RuleFiles read = read();

        assertThat(read.problems()).isEmpty();
        assertThat(read.dormant()).isEmpty();
        assertThat(read.rules().rules()).extracting(Rule::id).containsExactlyInAnyOrderElementsOf(TESTED);
        assertThat(read.rules().rules())
                .allSatisfy(
                        rule -> assertThat(rule.about()).isNotEqualTo(rule.id()).doesNotEndWith("."));
    }

    @Test
    void read_ladderOfFeeds_isAsItsUsersKnowIt() throws IOException {
        assertThat(read().rules().ladders())
                .containsEntry(
                        "feed",
                        new Ladder(
                                "feed",
                                Set.of("session-conflict", "maintenance", "locked"),
                                List.of(
                                        new Ladder.Step(Duration.ofMinutes(1), "warn"),
                                        new Ladder.Step(Duration.ofMinutes(3), "restart-streams"),
                                        new Ladder.Step(Duration.ofMinutes(5), "reset-connection"),
                                        new Ladder.Step(Duration.ofMinutes(10), "escalate")),
                                Duration.ofSeconds(30),
                                new Ladder.Limits(6, Duration.ofHours(1), Duration.ofSeconds(30))));
    }

    /** One reading at 1 s; then the level that is told once every hold has ended, but within the window. */
    @ParameterizedTest
    @CsvSource({
        "deribit-connected, 1, green",
        "deribit-connected, 0.5, yellow",
        "deribit-connected, 0, red",
        "deribit-reconnects, 9, green",
        "deribit-reconnects, 10, yellow",
        "deribit-reconnects, 50, yellow",
        "deribit-reconnects, 51, red",
        "deribit-errors, 49, green",
        "deribit-errors, 50, yellow",
        "deribit-errors, 200, yellow",
        "deribit-errors, 201, red",
        "self-journal-backlog, 50000, green",
        "self-journal-backlog, 50001, yellow",
        "self-journal-backlog, 500001, red",
        "self-journal-oldest, 60, green",
        "self-journal-oldest, 61, yellow",
        "self-journal-oldest, 601, red",
        "self-journal-refused, 0, green",
        "self-journal-refused, 1, red",
        "self-outbox-mails, 50, green",
        "self-outbox-mails, 51, yellow",
        "self-outbox-mails, 501, red",
        "self-outbox-oldest, 300, green",
        "self-outbox-oldest, 301, yellow",
        "self-outbox-oldest, 1801, red",
        "self-plugins, 0, green",
        "self-plugins, 1, yellow",
        "self-loops, 0, green",
        "self-loops, 1, yellow",
        "self-loops, 6, red",
        "self-history, 0, green",
        "self-history, 1, yellow",
        "self-history, 6, red",
        "self-facts, 0, green",
        "self-facts, 1, yellow",
        "self-facts, 1001, red",
        "self-mail-dead, 0, green",
        "self-mail-dead, 1, red",
        "self-sink-quarantined, 0, green",
        "self-sink-quarantined, 1, yellow",
        "self-sink-quarantined, 101, red",
        "self-history-rejected, 0, green",
        "self-history-rejected, 1, yellow",
        "self-history-rejected, 101, red",
        "self-web-readers, 0, green",
        "self-web-readers, 1, yellow",
        "self-plugin-loaders, 0, green",
        "self-plugin-loaders, 1, yellow",
        "self-plugin-loaders, 11, red",
        "self-readings, 0, green",
        "self-readings, 1, yellow",
        "self-readings, 1001, red",
        "self-streams, 0, green",
        "self-streams, 1, yellow",
        "self-memory, 0.85, green",
        "self-memory, 0.86, yellow",
        "self-memory, 0.96, red",
        "self-disk, 2e9, green",
        "self-disk, 1.9e9, yellow",
        "self-disk, 4.9e8, red",
    })
    void rule_value_hasItsLevel(String rule, double value, String level) throws IOException {
        RuleSet rules = read().rules();
        RuleEngine engine = declared(rules);
        String subject = rule.startsWith("self") ? "self" : "deribit";
        engine.accept(new Reading(metric(rules, rule), subject, value, at(1)));
        engine.advance(at(290));

        assertThat(engine.state(rule, subject).level().word()).isEqualTo(level);
    }

    @Test
    void silence_grows_isYellowThenRedUntilDataLasts() throws IOException {
        assertThat(ticks("deribit-silence", List.of(new double[] {0, 700, 0}, new double[] {700, 800, 1})))
                .containsExactly(
                        "0 grey>green", "10.000000001 green>yellow", "600.000000001 yellow>red", "730 red>green");
    }

    @Test
    void ticks_feedThatHasJustStarted_isNeverYellow() throws IOException {
        assertThat(ticks("deribit-ticks", List.of(new double[] {0, 20, 0}, new double[] {20, 300, 3})))
                .containsExactly("69 grey>green");
    }

    @Test
    void ticks_fewer_areYellowThenRedThenGreen() throws IOException {
        assertThat(ticks(
                        "deribit-ticks",
                        List.of(
                                new double[] {0, 300, 3},
                                new double[] {300, 600, 1},
                                new double[] {600, 900, 0},
                                new double[] {900, 1200, 4})))
                .containsExactly("49 grey>green", "405 green>yellow", "700 yellow>red", "967 red>green");
    }

    /** The changes of a rule when each phase (from, to) has so many ticks each second. */
    private static List<String> ticks(String rule, List<double[]> phases) throws IOException {
        RuleEngine engine = declared(read().rules());
        double end = 0;
        for (double[] phase : phases) {
            for (double second = phase[0]; second < phase[1] && phase[2] > 0; second++) {
                engine.accept(new Reading("feed.ticks", "deribit", phase[2], at(second)));
            }
            end = phase[1];
        }
        return engine.advance(at(end)).stream()
                .filter(change -> change.rule().equals(rule))
                .map(Court::text)
                .toList();
    }

    private static RuleEngine declared(RuleSet rules) {
        RuleEngine engine = new RuleEngine(rules);
        engine.declare("deribit", "deribit", at(0));
        engine.declare("self", "feedwarden", at(0));
        return engine;
    }

    private static String metric(RuleSet rules, String id) {
        return rules.rules().stream()
                .filter(rule -> rule.id().equals(id))
                .findFirst()
                .orElseThrow()
                .metric();
    }

    private static RuleFiles read() throws IOException {
        List<RuleFile> files = new ArrayList<>();
        for (String file : FILES) {
            try (InputStream text = ShippedRulesTest.class.getResourceAsStream("/rules/" + file)) {
                files.add(new RuleFile(file, new String(text.readAllBytes(), StandardCharsets.UTF_8)));
            }
        }
        Catalog catalog = new Catalog(TestMetrics.all(), Map.of("deribit", "deribit", "self", "feedwarden"), Set.of());
        return new RuleReader(catalog, 1).read(files);
    }
}
