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

    private static final List<String> FILES = List.of("deribit.yaml", "bybit.yaml", "infrastructure.yaml", "self.yaml");
    private static final Set<String> TESTED = Set.of(
            "deribit-connected",
            "deribit-silence",
            "deribit-ticks",
            "deribit-reconnects",
            "deribit-errors",
            "bybit-connected",
            "bybit-silence",
            "bybit-reconnects",
            "bybit-errors",
            "postgres-reachable",
            "postgres-round-trip",
            "postgres-newest",
            "postgres-lag",
            "postgres-connections",
            "postgres-deadlocks",
            "redis-reachable",
            "redis-round-trip",
            "redis-memory",
            "redis-memory-used",
            "redis-last-update",
            "redis-evictions",
            "self-journal-backlog",
            "self-journal-oldest",
            "self-journal-refused",
            "self-journal-accepting",
            "self-journal-sync",
            "self-journal-full",
            "self-journal-abandoned",
            "self-journal-damaged",
            "self-sink-open",
            "self-sink-refused",
            "self-sink-timeouts",
            "self-sink-retries",
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
            "self-disk",
            "self-api",
            "self-api-errors",
            "self-quotes",
            "files-newest",
            "files-recent",
            "files-disk",
            "files-disk-share");

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
        "bybit-connected, 1, green",
        "bybit-connected, 0.5, yellow",
        "bybit-connected, 0, red",
        "bybit-silence, 1, yellow",
        "bybit-reconnects, 60, green",
        "bybit-reconnects, 61, yellow",
        "bybit-reconnects, 201, red",
        "bybit-errors, 49, green",
        "bybit-errors, 50, yellow",
        "bybit-errors, 201, red",
        "postgres-reachable, 1, green",
        "postgres-reachable, 0, red",
        "postgres-round-trip, 0.25, green",
        "postgres-round-trip, 0.26, yellow",
        "postgres-round-trip, 2.1, red",
        "postgres-newest, 120, green",
        "postgres-newest, 121, yellow",
        "postgres-newest, 901, red",
        "postgres-lag, 50000, green",
        "postgres-lag, 50001, yellow",
        "postgres-lag, 500001, red",
        "postgres-connections, 0.8, green",
        "postgres-connections, 0.81, yellow",
        "postgres-connections, 0.96, red",
        "redis-reachable, 1, green",
        "redis-reachable, 0, yellow",
        "redis-round-trip, 0.05, green",
        "redis-round-trip, 0.051, yellow",
        "redis-round-trip, 0.501, red",
        "redis-memory, 0.7, green",
        "redis-memory, 0.71, yellow",
        "redis-memory, 0.91, red",
        "redis-memory-used, 400e6, green",
        "redis-memory-used, 401e6, yellow",
        "redis-last-update, 60, green",
        "redis-last-update, 61, yellow",
        "redis-last-update, 601, red",
        "self-journal-backlog, 50000, green",
        "self-journal-backlog, 50001, yellow",
        "self-journal-backlog, 500001, red",
        "self-journal-oldest, 60, green",
        "self-journal-oldest, 61, yellow",
        "self-journal-oldest, 601, red",
        "self-journal-refused, 0, green",
        "self-journal-refused, 1, red",
        "self-journal-accepting, 1, green",
        "self-journal-accepting, 0, red",
        "self-journal-sync, 1, green",
        "self-journal-sync, 1.1, yellow",
        "self-journal-sync, 10.1, red",
        "self-journal-full, 0.7, green",
        "self-journal-full, 0.71, yellow",
        "self-journal-full, 0.91, red",
        "self-journal-abandoned, 0, green",
        "self-journal-abandoned, 1, yellow",
        "self-journal-abandoned, 6, red",
        "self-journal-damaged, 0, green",
        "self-journal-damaged, 1, red",
        "self-sink-open, 0, green",
        "self-sink-open, 1, yellow",
        "self-sink-refused, 0, green",
        "self-sink-refused, 1, red",
        "self-sink-timeouts, 0, green",
        "self-sink-timeouts, 1, yellow",
        "self-sink-timeouts, 21, red",
        "self-sink-retries, 10, green",
        "self-sink-retries, 11, yellow",
        "self-sink-retries, 1001, red",
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
        "self-api, 0.5, green",
        "self-api, 0.51, yellow",
        "self-api, 5.1, red",
        "self-api-errors, 0, green",
        "self-api-errors, 1, yellow",
        "self-api-errors, 101, red",
        "self-quotes, 0, green",
        "self-quotes, 1, yellow",
        "files-newest, 300, green",
        "files-newest, 301, yellow",
        "files-newest, 1801, red",
        "files-recent, 1, green",
        "files-recent, 0, yellow",
        "files-disk, 2e9, green",
        "files-disk, 1.9e9, yellow",
        "files-disk, 4.9e8, red",
        "files-disk-share, 0.1, green",
        "files-disk-share, 0.09, yellow",
        "files-disk-share, 0.02, red",
    })
    void rule_value_hasItsLevel(String rule, double value, String level) throws IOException {
        RuleSet rules = read().rules();
        RuleEngine engine = declared(rules);
        String subject = rule.startsWith("files") ? "files-check" : rule.substring(0, rule.indexOf('-'));
        engine.accept(new Reading(metric(rules, rule), subject, value, at(1)));
        engine.advance(at(290));

        assertThat(engine.state(rule, subject).level().word()).isEqualTo(level);
    }

    @Test
    void deadlocks_oldOnes_areNotCounted() throws IOException {
        RuleEngine engine = declared(read().rules());
        engine.accept(new Reading("postgres.deadlocks", "postgres", 1_000, at(1)));
        engine.accept(new Reading("postgres.deadlocks", "postgres", 1_005, at(31)));
        engine.advance(at(3_600));
        assertThat(engine.state("postgres-deadlocks", "postgres").level().word())
                .isEqualTo("green");

        engine.accept(new Reading("postgres.deadlocks", "postgres", 1_011, at(3_610)));
        engine.advance(at(3_611));
        assertThat(engine.state("postgres-deadlocks", "postgres").level().word())
                .isEqualTo("yellow");
    }

    @Test
    void lag_ofTheTablesAlone_isNotJudged() throws IOException {
        RuleEngine engine = declared(read().rules());
        engine.accept(new Reading("sink.backlog", "postgres", 0, at(1)));
        engine.accept(new Reading("postgres.lag", "postgres", 1_000_000, at(2)));
        engine.advance(at(290));

        assertThat(engine.state("postgres-lag", "postgres").level().word()).isEqualTo("green");
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
        engine.declare("bybit", "bybit", at(0));
        engine.declare("postgres", "postgres", at(0));
        engine.declare("redis", "redis", at(0));
        engine.declare("self", "feedwarden", at(0));
        engine.declare("files-check", "files", at(0));
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
        Catalog catalog = new Catalog(
                TestMetrics.all(),
                Map.of(
                        "deribit", "deribit",
                        "bybit", "bybit",
                        "postgres", "postgres",
                        "redis", "redis",
                        "self", "feedwarden",
                        "files-check", "files"),
                Set.of("cache-responses"));
        return new RuleReader(catalog, 1).read(files);
    }
}
