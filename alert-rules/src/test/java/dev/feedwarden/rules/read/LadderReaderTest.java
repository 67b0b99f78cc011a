package dev.feedwarden.rules.read;

import static org.assertj.core.api.Assertions.assertThat;

import dev.feedwarden.api.Setting;
import dev.feedwarden.rules.Ladder;
import dev.feedwarden.rules.Place;
import dev.feedwarden.rules.TestMetrics;
import dev.feedwarden.rules.calendar.Calendar;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a ladder can say besides its steps and their times. */
class LadderReaderTest {

    private static final String FILE = """
            version: 1
            budgets:
              login: {actions: 3, per: 1h}
              host: {actions: 9, per: 1d}
            calendars:
              reset: {zone: UTC, open: ["Mon 00:15-01:45"]}
            ladders:
              l: {%s}
            """;

    @Test
    void read_everything_isUnderstood() {
        RuleFiles read = read("""
                mode: observe, never: [reset], budgets: [host], rearm: {after: 2h, most: 6h},
                    limits: {cooldown: 1m, jitter: 0.5}, steps: [{after: 1m, do: restart-plugin,
                    with: {plugin: ib, wait: 5s, tries: 3, force: true, parts: [a, 2]}, timeout: 2m,
                    limits: {actions: 1, per: 30m}, budgets: [login]}, {after: 2m, do: escalate}]
                """);

        assertThat(read.problems()).isEmpty();
        Ladder ladder = read.rules().ladders().get("l");
        assertThat(ladder.mode()).isEqualTo(Ladder.Mode.OBSERVE);
        assertThat(ladder.never()).extracting(Calendar::id).containsExactly("reset");
        assertThat(ladder.budgets()).containsExactly(new Ladder.Budget("host", 9, Duration.ofDays(1)));
        assertThat(ladder.rearm()).isEqualTo(new Ladder.Rearm(Duration.ofHours(2), Duration.ofHours(6)));
        assertThat(ladder.limits()).isEqualTo(new Ladder.Limits(6, Duration.ofHours(1), Duration.ofMinutes(1), 0.5));
        assertThat(ladder.steps())
                .containsExactly(
                        new Ladder.Step(
                                Duration.ofMinutes(1),
                                "restart-plugin",
                                Map.of(
                                        "plugin",
                                        "ib",
                                        "wait",
                                        "5s",
                                        "tries",
                                        3L,
                                        "force",
                                        true,
                                        "parts",
                                        List.of("a", "2")),
                                new Ladder.Limits(1, Duration.ofMinutes(30), Duration.ZERO),
                                List.of(new Ladder.Budget("login", 3, Duration.ofHours(1))),
                                Duration.ofMinutes(2)),
                        new Ladder.Step(Duration.ofMinutes(2), "escalate"));
    }

    @Test
    void after_ofARearm_doublesUpToItsMost() {
        var rearm = new Ladder.Rearm(Duration.ofHours(1), Duration.ofHours(5));

        assertThat(List.of(rearm.after(0), rearm.after(1), rearm.after(2), rearm.after(3), rearm.after(1_000_000)))
                .containsExactly(
                        Duration.ofHours(1),
                        Duration.ofHours(2),
                        Duration.ofHours(4),
                        Duration.ofHours(5),
                        Duration.ofHours(5));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "mode: ^dry, steps: [{after: 1m, do: warn}]                     | expected act or observe, found 'dry'; known: act, observe",
                "never: [^rest], steps: [{after: 1m, do: warn}]                 | unknown calendar 'rest'; did you mean 'reset'?",
                "never: [^1], steps: [{after: 1m, do: warn}]                    | expected the name of a calendar, found 1",
                "budgets: [^logins], steps: [{after: 1m, do: warn}]             | unknown budget 'logins'; did you mean 'login'?",
                "steps: [{after: 1m, do: warn, budgets: [^hosts]}]              | unknown budget 'hosts'; did you mean 'host'?",
                "steps: [{after: 1m, do: warn, timeout: ^2h}]                   | expected a time above zero and at most 1h for 'timeout', found '2h'",
                "steps: [{after: 1m, do: warn, timeout: ^0s}]                   | expected a time above zero and at most 1h for 'timeout', found '0s'",
                "steps: [{after: 1m, do: warn, limits: ^{actions: 1}}]          | expected both 'actions' and 'per' or neither, found one of them",
                "steps: [{after: 1m, do: warn, limits: {jitter: ^2}}]           | expected a share from 0 to 1 for 'jitter', found 2",
                "steps: [{after: 1m, do: warn}], rearm: ^{after: 2h, most: 1h}  | expected 'after' above zero and no longer than 'most', found PT2H and PT1H",
                "steps: [{after: 1m, do: warn}], rearm: ^{after: 0s}            | expected 'after' above zero and no longer than 'most', found PT0S and PT24H",
                "steps: [{after: 1m, do: restart-plugin, with: {^plugn: a}}]    | unknown parameter 'plugn' of restart-plugin; did you mean 'plugin'?",
                "steps: [{after: 1m, do: restart-plugin, with: {wait: ^soon}}]  | restart-plugin.wait: expected a duration such as 10s or 5m, found text 'soon'",
                "steps: [{after: 1m, do: restart-plugin, with: {plugin: ^{a: b}}}] | expected a value or a list of values for 'plugin', found a mapping",
                "steps: [{after: 1m, do: reconnect, with: {^now: true}}]        | unknown parameter 'now' of reconnect, which has none",
                "steps: [^{after: 1m, do: exec}]                                | exec: missing parameter 'command' (What is run)",
            })
    void read_wrong_isToldWithItsPlace(String ladder, String problem) {
        int mark = FILE.indexOf("%s") + ladder.indexOf('^');
        String before = FILE.replace("%s", ladder).substring(0, mark);
        int line = 1 + (int) before.chars().filter(c -> c == '\n').count();
        var place = new Place("one.yaml", line, mark - before.lastIndexOf('\n'));

        RuleFiles read = read(ladder.replace("^", ""));

        assertThat(read.problems()).containsExactly(place.problem(problem));
        assertThat(read.rules().ladders()).isEmpty();
    }

    @Test
    void read_wrongBudget_isToldAndItsLadderIsNotThere() {
        RuleFiles read = new RuleReader(catalog(), 1)
                .read(List.of(new RuleFile(
                        "one.yaml",
                        "version: 1\nbudgets: {b: {actions: 1}}\n"
                                + "ladders: {l: {budgets: [b], steps: [{after: 1m, do: warn}]}}")));

        assertThat(read.problems()).extracting(Object::toString).containsExactly("one.yaml:2:14: missing key 'per'");
    }

    private static RuleFiles read(String ladder) {
        return new RuleReader(catalog(), 1).read(List.of(new RuleFile("one.yaml", FILE.replace("%s", ladder))));
    }

    private static Catalog catalog() {
        return new Catalog(
                TestMetrics.all(),
                Map.of("main", "deribit"),
                Set.of("restart-plugin", "exec"),
                Map.of(
                        "restart-plugin",
                        List.of(
                                Setting.optional("plugin", Setting.Type.TEXT, null, "Which"),
                                Setting.optional("wait", Setting.Type.DURATION, "1s", "How long"),
                                Setting.optional("tries", Setting.Type.INTEGER, 1, "How often"),
                                Setting.optional("force", Setting.Type.FLAG, false, "Whether"),
                                Setting.optional("parts", Setting.Type.TEXTS, null, "What of it")),
                        "exec",
                        List.of(Setting.required("command", Setting.Type.TEXT, "What is run")),
                        "reconnect",
                        List.of()),
                Set.of("deribit"));
    }
}
