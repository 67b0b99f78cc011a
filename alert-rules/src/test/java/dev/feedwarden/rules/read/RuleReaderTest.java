package dev.feedwarden.rules.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.feedwarden.rules.Ladder;
import dev.feedwarden.rules.Level;
import dev.feedwarden.rules.Place;
import dev.feedwarden.rules.Problem;
import dev.feedwarden.rules.Rule;
import dev.feedwarden.rules.TestMetrics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RuleReaderTest {

    private static final String WHOLE = """
            version: 1
            rules:
              silence:
                about: No tick
                metric: feed.ticks
                of: plugin:deribit
                measure: age
                yellow: "> 10s"
                red: "> 10m"
                hold: {green: 30s}
                recover: feed
                mail: [red]
            ladders:
              feed:
                unless: [session-conflict]
                steps:
                  - {after: 1m, do: warn}
                  - {after: 3m, do: shorten-ttl}
                healthy: 20s
                limits: {actions: 4, per: 2h, cooldown: 10s}
            """;

    @Test
    void read_wholeFile_givesRulesAndLadders() {
        RuleFiles read = read(1, WHOLE);

        assertThat(read.problems()).isEmpty();
        Rule rule = read.rules().rules().get(0);
        assertThat(rule.id()).isEqualTo("silence");
        assertThat(rule.about()).isEqualTo("No tick");
        assertThat(rule.metric()).isEqualTo("feed.ticks");
        assertThat(rule.of()).isEqualTo("plugin:deribit");
        assertThat(rule.measure().text()).isEqualTo("age");
        assertThat(rule.thresholds().yellow().text(rule.dimension())).isEqualTo("> 10s");
        assertThat(rule.thresholds().red().text(rule.dimension())).isEqualTo("> 10m");
        assertThat(rule.holds()).isEqualTo(Map.of(Level.GREEN, Duration.ofSeconds(30)));
        assertThat(rule.recover()).isEqualTo("feed");
        assertThat(rule.mail()).containsExactly(Level.RED);
        assertThat(rule.place()).isEqualTo(new Place("one.yaml", 3, 3));
        assertThat(read.rules().ladders())
                .isEqualTo(Map.of(
                        "feed",
                        new Ladder(
                                "feed",
                                Set.of("session-conflict"),
                                List.of(
                                        new Ladder.Step(Duration.ofMinutes(1), "warn"),
                                        new Ladder.Step(Duration.ofMinutes(3), "shorten-ttl")),
                                Duration.ofSeconds(20),
                                new Ladder.Limits(4, Duration.ofHours(2), Duration.ofSeconds(10), 0.1))));
    }

    @Test
    void read_onlyWhatIsNeeded_takesTheDefaults() {
        RuleFiles read = read(1, """
                version: 1
                rules:
                  r: {metric: case.event, of: x, measure: count over 1h, red: "> 5", recover: l}
                ladders:
                  l: {steps: [{after: 1m, do: escalate}]}
                """);

        Rule rule = read.rules().rules().get(0);
        assertThat(rule.about()).isEqualTo("r");
        assertThat(rule.mail()).containsExactlyInAnyOrder(Level.RED, Level.GREEN);
        Ladder ladder = read.rules().ladders().get("l");
        assertThat(ladder.healthy()).isEqualTo(Duration.ofSeconds(30));
        assertThat(ladder.limits()).isEqualTo(new Ladder.Limits(6, Duration.ofHours(1), Duration.ofSeconds(30), 0.1));
        assertThat(ladder.mode()).isEqualTo(Ladder.Mode.ACT);
        assertThat(ladder.rearm()).isEqualTo(new Ladder.Rearm(Duration.ofHours(1), Duration.ofDays(1)));
    }

    @Test
    void read_timeScales_shortenAllButTheUnitOfARate() {
        String more = """
                version: 1
                time_scale: 0.2
                rules:
                  rate: {metric: feed.ticks, of: x, measure: rate per 1m over 10m, red: "> 5", hold: {red: 5ms}}
                  lag: {metric: feed.lag, of: x, measure: last, red: "> 10s"}
                  full: {metric: disk.free, of: x, measure: time to 1GB over 1h, red: "< 1h"}
                  ahead: {metric: disk.free, of: x, measure: forecast in 1h over 2h, red: "< 1GB"}
                """;
        RuleFiles read = read(0.5, "time_scale: 0.2\n" + WHOLE, more);

        assertThat(read.problems()).isEmpty();
        Rule silence = read.rules().rules().get(0);
        assertThat(silence.thresholds().yellow().text(silence.dimension())).isEqualTo("> 1s");
        assertThat(silence.holds()).containsEntry(Level.GREEN, Duration.ofSeconds(3));
        Rule rate = read.rules().rules().get(1);
        assertThat(rate.measure().text()).isEqualTo("rate per 1m over 1m");
        assertThat(rate.holds()).containsEntry(Level.RED, Duration.ofMillis(1));
        Rule lag = read.rules().rules().get(2);
        assertThat(lag.thresholds().red().text(lag.dimension())).isEqualTo("> 10s");
        Rule full = read.rules().rules().get(3);
        assertThat(full.measure().text()).isEqualTo("time to 1GB over 6m");
        assertThat(full.thresholds().red().text(full.dimension())).isEqualTo("< 6m");
        assertThat(read.rules().rules().get(4).measure().text()).isEqualTo("forecast in 6m over 12m");
        Ladder ladder = read.rules().ladders().get("feed");
        assertThat(ladder.steps().get(1).after()).isEqualTo(Duration.ofSeconds(18));
        assertThat(ladder.healthy()).isEqualTo(Duration.ofSeconds(2));
        assertThat(ladder.limits()).isEqualTo(new Ladder.Limits(4, Duration.ofMinutes(12), Duration.ofSeconds(1), 0.1));
        assertThat(ladder.rearm()).isEqualTo(new Ladder.Rearm(Duration.ofMinutes(6), Duration.ofMinutes(144)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "metric: ^feed.tick, of: x, measure: age, red: '> 1s'                   | unknown metric 'feed.tick'; did you mean 'feed.ticks'?",
                "metric: feed.ticks, of: ^x y, measure: age, red: '> 1s'                | expected plugin:TYPE or the id of an instance, either with /* for its streams, found 'x y'",
                "^metric: feed.ticks, of: x, measure: age                               | expected a threshold (yellow, red or info), found none",
                "metric: feed.ticks, of: x, measure: age, red: ^'> 10'                  | 'age' is compared with a time in ms, s, m, h or d such as 10s, found '10'",
                "metric: feed.ticks, of: x, measure: count over 1h, red: ^'> 10s'       | 'count over 1h' is compared with a number without unit such as 50, found '10s'",
                "metric: disk.free, of: x, measure: last, red: ^'< 5%'                  | 'last' is compared with bytes in B, kB, MB, GB, TB, KiB, MiB, GiB or TiB such as 400MB, found '5%'",
                "metric: memory.heap, of: x, measure: last, red: ^'> 5MB'               | 'last' is compared with a share such as 90%, found '5MB'",
                "metric: feed.ticks, of: x, measure: age, red: ^10s                     | expected a threshold such as \"> 10s\", found '10s'",
                "metric: case.value, of: x, measure: last, red: ^10                     | expected a threshold such as \"> 50\", found 10",
                "metric: case.value, of: x, measure: last, red: ^'=> 10'                | expected a threshold such as \"> 50\", found '=> 10'",
                "metric: case.value, of: x, measure: last, red: ^'< 1 or'               | 'last' is compared with a number without unit such as 50, found '1 or'",
                "metric: case.event, of: x, measure: count over 1h, red: ^'< 0'         | can never be reached: no value of 'count over 1h' is < 0",
                "metric: memory.heap, of: x, measure: last, red: ^'> 100%'              | can never be reached: no value of 'last' is > 100%",
                "metric: case.value, of: x, measure: last, yellow: ^'> 9', red: '>= 9'  | yellow can never be reached: every value that matches it is red",
                "metric: case.value, of: x, measure: last, yellow: ^'< 9', red: '!= 9'  | yellow can never be reached: every value that matches it is red",
                "metric: case.value, of: x, measure: ^maen over 1h, red: '> 9'          | expected a measure (last, age, count over W, sum over W, mean over W, min over W, max over W, p50 over W, p95 over W, p99 over W, stddev over W, rate per U over W, increase over W, share of METRIC over W, slope per U over W, forecast in H over W, time to LIMIT over W, change over W against W), found 'maen over 1h'; did you mean 'mean'?",
                "metric: case.counter, of: x, measure: ^mean over 1h, red: '> 9'         | 'mean over W' takes event or gauge metrics, case.counter is of kind counter",
                "metric: case.value, of: x, measure: ^increase over 1h, red: '> 9'       | 'increase over W' takes counter metrics, case.value is of kind gauge",
                "metric: case.event, of: x, measure: ^slope per 1h over 1h, red: '> 9'   | 'slope per U over W' takes gauge metrics, case.event is of kind event",
                "metric: case.event, of: x, measure: ^share of case.value over 1h, red: '> 9%' | 'share of METRIC over W' takes event or counter metrics, case.value is of kind gauge",
                "metric: case.event, of: x, measure: ^share of case.evnt over 1h, red: '> 9%' | unknown metric 'case.evnt'; did you mean 'case.event'?",
                "metric: case.event, of: x, measure: ^share of case.event over 1h, red: '> 9%' | expected another metric than the rule's own, found 'case.event'",
                "metric: disk.free, of: x, measure: ^time to 10% over 1h, red: '< 6h'    | the limit of disk.free is bytes in B, kB, MB, GB, TB, KiB, MiB, GiB or TiB such as 400MB, found '10%'",
                "metric: disk.free, of: x, measure: time to 0B over 1h, red: ^'< 6GB'    | 'time to 0B over 1h' is compared with a time in ms, s, m, h or d such as 10s, found '6GB'",
                "metric: disk.free, of: x, measure: time to 0B over 1h, red: ^'< 0s'     | can never be reached: no value of 'time to 0B over 1h' is < 0s",
                "metric: case.event, of: x, measure: change over 1h against 1d, red: ^'< -101%' | can never be reached: no value of 'change over 1h against 1d' is < -101%",
                "metric: case.value, of: x, measure: ^change over 1h, red: '> 9%'        | expected 'change over W against W', found 'change over 1h'",
                "metric: case.value, of: x, measure: ^forecast in 0s over 1h, red: '> 9' | expected a time such as 30s, at most 400d, in ms, s, m, h or d and more than zero, found '0s' in 'forecast in 0s over 1h'",
                "metric: case.value, of: x, measure: ^mean, red: '> 9'                  | expected 'mean over W', found 'mean'",
                "metric: case.value, of: x, measure: ^mean for 1h, red: '> 9'           | expected 'mean over W', found 'mean for 1h'",
                "metric: case.value, of: x, measure: ^mean over 1w, red: '> 9'          | expected a time such as 30s, at most 400d, in ms, s, m, h or d and more than zero, found '1w' in 'mean over 1w'",
                "metric: case.value, of: x, measure: ^mean over 0s, red: '> 9'          | expected a time such as 30s, at most 400d, in ms, s, m, h or d and more than zero, found '0s' in 'mean over 0s'",
                "metric: case.value, of: x, measure: ^rate per 1m over 1h, red: '> 9'   | 'rate per U over W' takes event or counter metrics, case.value is of kind gauge",
                "metric: case.value, of: x, measure: last, red: '> 9', hold: {red: ^5}  | expected a time such as 30s, at most 400d, in ms, s, m, h or d, found 5",
                "metric: case.value, of: x, measure: last, red: '> 9', hold: {^rd: 5s}  | unknown key 'rd'; did you mean 'red'?",
                "metric: case.value, of: x, measure: last, red: '> 9', hold: {red: ^401d} | expected a time such as 30s, at most 400d, in ms, s, m, h or d, found '401d'",
                "metric: case.value, of: x, measure: last, red: '> 9', recover: ^fed    | unknown ladder 'fed'; did you mean 'feed'?",
                "metric: case.value, of: x, measure: last, red: '> 9', mail: [^grey]    | expected green, yellow or red, found 'grey'",
                "metric: case.value, of: x, measure: last, red: '> 9', mail: ^red       | expected levels such as [red, green] or a threshold such as {at: \"> 100\"} for 'mail', found 'red'",
                "^metric: case.value, of: x, measure: last, redd: '> 9'                 | expected a threshold (yellow, red or info), found none",
                "^of: x, measure: last, red: '> 9'                                      | missing key 'metric'",
            })
    void read_wrongRule_isToldWithItsPlace(String rule, String problem) {
        Marked text = marked(
                "version: 1\nrules:\n  r: " + whole(rule) + "\nladders: {feed: {steps: [{after: 1m, do: warn}]}}");
        RuleFiles read = read(1, text.text());

        assertThat(read.problems()).contains(text.place().problem(problem));
        assertThat(read.problems()).hasSize(rule.contains("redd") ? 2 : 1);
        assertThat(read.rules().rules()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "steps: ^[]                                                | expected at least one step that is not left out, found a list",
                "^healthy: 10s                                             | missing key 'steps'",
                "steps: [^warn]                                            | expected a step such as {after: 1m, do: warn}, found 'warn'",
                "steps: [{after: 1m, do: ^restart-stream}]                 | unknown action 'restart-stream'; did you mean 'restart-streams'?",
                "steps: [{after: 1m, do: warn}, ^{after: 60s, do: escalate}] | expected a step later than the one before it, found an earlier or equal one",
                "steps: [^{after: 1m}]                                     | missing key 'do'",
                "steps: [{after: 1m, do: warn}], limits: {actions: ^1.5}   | expected a whole number from 0 to 1000, found 1.5",
                "steps: [{after: 1m, do: warn}], unless: [^1]              | expected a state such as session-conflict, found 1",
            })
    void read_wrongLadder_isToldWithItsPlace(String ladder, String problem) {
        Marked text = marked("version: 1\nladders:\n  l: " + whole(ladder));
        RuleFiles read = read(1, text.text());

        assertThat(read.problems()).containsExactly(text.place().problem(problem));
        assertThat(read.rules().ladders()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "^rules: {}                      | missing key 'version'",
                "version: ^2                     | expected version 1, found 2",
                "version: ^one                   | expected a number for 'version', found 'one'",
                "version: 1\\ntime_scale: ^2     | expected a time scale from 0.0001 to 1, found 2",
                "version: 1\\n^rule: {}          | unknown key 'rule'; did you mean 'rules'?",
                "version: 1\\nrules: ^[a]        | expected a mapping for 'rules', found a list",
                "version: 1\\nrules: {a: ^1}     | expected a rule with its keys, found 1",
                "version: 1\\nladders: {a: ^1}   | expected a ladder with its keys, found 1",
                "version: 1\\nladders: {^a b: {steps: [{after: 0s, do: warn}]}} | expected a name of 1 to 64 letters, digits, dots, dashes and underscores, a letter first, found 'a b'",
                "^- a                            | expected a rule file (version, rules, ladders, budgets, calendars), found a list",
            })
    void read_wrongFile_isToldWithItsPlace(String text, String problem) {
        Marked marked = marked(text.replace("\\n", "\n"));

        assertThat(read(1, marked.text()).problems())
                .containsExactly(marked.place().problem(problem));
    }

    @Test
    void read_severalFiles_tellsAllProblemsOfAllInOrder() {
        String rule = "version: 1\nrules:\n  same: {metric: case.value, of: x, measure: last, red: '> 1'}\n";
        RuleFiles read = read(
                1,
                rule + "  bad: {metric: nope, of: x, measure: nope, red: '> 1'}",
                "a: [",
                rule + "ladders: {feed: {steps: [{after: 1m, do: nope}]}}");

        assertThat(read.problems())
                .extracting(Problem::toString)
                .containsExactly(
                        "one.yaml:4:17: unknown metric 'nope'",
                        "one.yaml:4:39: expected a measure (last, age, count over W, sum over W, mean over W, min over W,"
                                + " max over W, p50 over W, p95 over W, p99 over W, stddev over W, rate per U over W,"
                                + " increase over W, share of METRIC over W, slope per U over W, forecast in H over W,"
                                + " time to LIMIT over W, change over W against W),"
                                + " found 'nope'",
                        "two.yaml:1:5: not YAML: while parsing a flow node, expected the node content, but found"
                                + " '<stream end>'",
                        "three.yaml:3:3: rule 'same' is defined already at one.yaml:3:3",
                        "three.yaml:4:42: unknown action 'nope'; known: escalate, pause, reconnect, reset-connection,"
                                + " restart-streams, resume, shorten-ttl, warn");
        assertThat(read.rules().rules()).extracting(Rule::id).containsExactly("same");
    }

    @ParameterizedTest
    @CsvSource({"shorten-ttl, 2", "not-configured, 1"})
    void read_optionalStep_isThereWhereItsActionIs(String action, int steps) {
        RuleFiles read = read(1, """
                version: 1
                ladders:
                  memory:
                    steps:
                      - {after: 10s, do: %s, optional: true}
                      - {after: 1m, do: warn}
                """.formatted(action));

        assertThat(read.problems()).isEmpty();
        assertThat(read.rules().ladders().get("memory").steps()).hasSize(steps);
    }

    @Test
    void read_ladderWhoseOnlyStepIsLeftOut_isToldWithItsPlace() {
        RuleFiles read = read(1, """
                version: 1
                ladders:
                  memory:
                    steps: [{after: 10s, do: not-configured, optional: true}]
                """);

        assertThat(read.problems())
                .extracting(Problem::what)
                .containsExactly("expected at least one step that is not left out, found a list");
    }

    @Test
    void read_ladderOfAnotherFile_isFound() {
        RuleFiles read = read(
                1,
                "version: 1\nrules: {r: {metric: case.value, of: x, measure: last, red: '> 1', recover: l}}",
                "version: 1\nladders: {l: {steps: [{after: 1m, do: warn}]}}");

        assertThat(read.problems()).isEmpty();
        assertThat(read.rules().rules()).hasSize(1);
    }

    @Test
    void read_unknownMetricOfAPluginThatIsNotUsed_isNoProblem() {
        RuleFiles read = read(1, """
                version: 1
                rules:
                  absent: {metric: kafka.lag, of: plugin:kafka, measure: last, red: "> 5"}
                  streams: {metric: kafka.lag, of: plugin:kafka/*, measure: last, red: "> 5"}
                """);

        assertThat(read.problems()).isEmpty();
        assertThat(read.rules().rules()).isEmpty();
        assertThat(read(1, "version: 1\nrules: {a: {metric: kafka.lag, of: plugin:deribit, measure: last, red: '> 5'}}")
                        .problems())
                .hasSize(1);
    }

    @Test
    void read_ruleOfNothingConfigured_isDormantAndNoProblem() {
        RuleFiles read = read(1, """
                version: 1
                rules:
                  a: {metric: case.value, of: 'plugin:deribit/*', measure: last, red: '> 1'}
                  b: {metric: case.value, of: plugin:bybit, measure: last, red: '> 1'}
                  c: {metric: case.value, of: main, measure: last, red: '> 1'}
                  d: {metric: case.value, of: 'other/*', measure: last, red: '> 1'}
                """);

        assertThat(read.problems()).isEmpty();
        assertThat(read.dormant()).extracting(Rule::id).containsExactly("b", "d");
    }

    @ParameterizedTest
    @CsvSource({
        "disk.free, last, < 2GB, < 2GB",
        "disk.free, last, < 1536MiB, < 1.5GiB",
        "memory.heap, last, >= 0.9, >= 90%",
        "memory.heap, mean over 1.5m, <= 99.95 %, <= 99.95%",
        "case.value, last, < 150 or > 400, < 150 or > 400",
        "case.value, last, !=-2.50, != -2.5",
        "feed.lag, last, > 1500ms, > 1.5s",
        "feed.lag, last, == 90m, == 1.5h",
        "case.bytes, rate per 1s over 1m, > 5kB, > 5kB",
        "case.counter, rate per 1m over 1h, > 5, > 5",
        "case.counter, increase over 1h, > 5, > 5",
        "case.bytes, sum over 1h, > 5MB, > 5MB",
        "feed.lag, p95 over 1h, > 500ms, > 500ms",
        "feed.lag, stddev over 1h, > 500ms, > 500ms",
        "memory.heap, max over 1h, > 90%, > 90%",
        "disk.free, slope per 1h over 6h, < -1GB, < -1GB",
        "disk.free, forecast in 6h over 1h, < 0B, < 0B",
        "memory.heap, forecast in 6h over 1h, > 100%, > 100%",
        "disk.free, time to 0B over 1h, < 6h, < 6h",
        "memory.heap, time to 90% over 1h, < 30m, < 30m",
        "case.event, share of case.counter over 1h, > 5%, > 5%",
        "case.event, change over 1h against 1d, > 250%, > 250%",
        "case.value, change over 1h against 1d, < -250%, < -250%",
    })
    void text_threshold_isAsAPersonWritesIt(String metric, String measure, String written, String text) {
        RuleFiles read = read(
                1,
                "version: 1\nrules: {r: {metric: " + metric + ", of: x, measure: " + measure + ", red: '" + written
                        + "'}}");

        assertThat(read.problems()).isEmpty();
        Rule rule = read.rules().rules().get(0);
        assertThat(rule.thresholds().red().text(rule.dimension())).isEqualTo(text);
        assertThat(rule.measure().text()).isEqualTo(measure);
    }

    @Test
    void runbook_tooLong_isRefusedWhereItStands() {
        String rule = "version: 1\nrules: {r: {metric: feed.ticks, of: x, measure: age, red: '> 1m', runbook: ";

        assertThat(read(1, rule + "x".repeat(500) + "}}").rules().rules().get(0).runbook())
                .hasSize(500);
        assertThat(read(1, rule + "x".repeat(501) + "}}").problems())
                .extracting(Problem::toString)
                .singleElement(InstanceOfAssertFactories.STRING)
                .startsWith("one.yaml:2:")
                .contains("expected at most 500 characters, found 501");
    }

    @Test
    void new_timeScaleOutOfRange_isRefused() {
        Catalog catalog = new Catalog(Map.of(), Map.of(), Set.of());
        assertThatThrownBy(() -> new RuleReader(catalog, 0))
                .hasMessage("time scale must be above 0 and at most 1, found 0.0");
        assertThatThrownBy(() -> new RuleReader(catalog, Double.NaN)).isInstanceOf(IllegalArgumentException.class);
    }

    /** In braces; a mark at the very start is about the whole. */
    private static String whole(String keys) {
        return keys.startsWith("^") ? "^{" + keys.substring(1) + "}" : "{" + keys + "}";
    }

    private static Marked marked(String text) {
        int mark = text.indexOf('^');
        int line =
                1 + (int) text.substring(0, mark).chars().filter(c -> c == '\n').count();
        int column = mark - text.lastIndexOf('\n', mark);
        return new Marked(text.replace("^", ""), new Place("one.yaml", line, column));
    }

    /** A text in which a problem is expected where a caret stood. */
    private record Marked(String text, Place place) {}

    private static RuleFiles read(double timeScale, String... texts) {
        List<String> names = List.of("one.yaml", "two.yaml", "three.yaml");
        Catalog catalog = new Catalog(TestMetrics.all(), Map.of("main", "deribit"), Set.of("shorten-ttl"));
        List<RuleFile> files = new ArrayList<>();
        for (int i = 0; i < texts.length; i++) {
            files.add(new RuleFile(names.get(i), texts[i]));
        }
        return new RuleReader(catalog, timeScale).read(files);
    }
}
