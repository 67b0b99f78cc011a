package dev.feedwarden.supervisor.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.feedwarden.api.Metric;
import dev.feedwarden.rules.Ladder;
import dev.feedwarden.rules.Rule;
import dev.feedwarden.rules.read.Catalog;
import dev.feedwarden.rules.read.RuleFile;
import dev.feedwarden.rules.read.RuleFiles;
import dev.feedwarden.rules.read.RuleReader;
import dev.feedwarden.rules.yaml.Problems;
import dev.feedwarden.supervisor.DeclaredMetrics;
import dev.feedwarden.supervisor.status.CoreMetrics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The form of the shipped rules. What they say of readings is in {@code alert-rules/tests}. */
class ShippedRulesTest {

    private static final Path RULES = Path.of("../alert-rules/rules");
    private static final Path TESTS = Path.of("../alert-rules/tests");
    private static final Map<String, String> USED =
            Map.of("deribit", "deribit", "bybit", "bybit", CoreMetrics.SELF, CoreMetrics.SELF);

    @Test
    void of_shippedFiles_areAllThatThereAre() throws IOException {
        assertThat(RuleSources.of(List.of(), new Problems()))
                .extracting(RuleFile::name)
                .containsExactlyInAnyOrderElementsOf(
                        names(RULES).map(name -> "rules/" + name).toList());
    }

    @Test
    void read_withTheFeedsInUse_haveNoProblem() {
        RuleFiles read = read();

        assertThat(read.problems()).isEmpty();
        assertThat(read.dormant())
                .allSatisfy(rule -> assertThat(rule.of()).matches("plugin:(postgres|redis|files|ib)(/\\*)?"));
        assertThat(read.rules().rules())
                .allSatisfy(
                        rule -> assertThat(rule.about()).isNotEqualTo(rule.id()).doesNotEndWith("."));
    }

    @Test
    void tests_nameEveryRule() throws IOException {
        String tests = names(TESTS).map(name -> text(TESTS.resolve(name))).collect(Collectors.joining());

        assertThat(read().rules().rules())
                .extracting(Rule::id)
                .allSatisfy(id -> assertThat(tests).contains("rule: " + id + ","));
    }

    @ParameterizedTest
    @ValueSource(strings = {"feed", "bybit", "ib"})
    void read_ladderOfAFeed_isAsItsUsersKnowIt(String id) {
        Ladder ladder = Objects.requireNonNull(read().rules().ladders().get(id));

        assertThat(ladder.steps())
                .extracting(Ladder.Step::after, Ladder.Step::action)
                .containsExactly(
                        tuple(Duration.ofMinutes(1), "warn"),
                        tuple(Duration.ofMinutes(3), "restart-streams"),
                        tuple(Duration.ofMinutes(5), "reset-connection"),
                        tuple(Duration.ofMinutes(10), "escalate"));
        assertThat(ladder.unless()).contains("maintenance", "locked");
    }

    @Test
    void read_ladderOfIb_restsInTheNightlyResetAndSparesTheLogin() {
        Ladder ladder = Objects.requireNonNull(read().rules().ladders().get("ib"));

        assertThat(ladder.never()).singleElement().satisfies(reset -> {
            assertThat(reset.isOpen(Instant.parse("2026-03-03T05:14:59Z"))).isFalse();
            assertThat(reset.isOpen(Instant.parse("2026-03-03T05:15:00Z"))).isTrue();
            assertThat(reset.isOpen(Instant.parse("2026-03-07T07:59:00Z"))).isTrue();
        });
        assertThat(ladder.steps().get(2).budgets())
                .containsExactly(new Ladder.Budget("ib-login", 3, Duration.ofHours(1)));
    }

    private static RuleFiles read() {
        Map<String, Metric> metrics =
                CoreMetrics.ALL.stream().collect(Collectors.toMap(Metric::name, Function.identity()));
        return new RuleReader(new Catalog(metrics, USED, DeclaredMetrics.actions()), 1)
                .read(RuleSources.of(List.of(), new Problems()));
    }

    private static Stream<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList().stream();
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
