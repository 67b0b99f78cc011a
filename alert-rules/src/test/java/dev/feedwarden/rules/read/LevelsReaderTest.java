package dev.feedwarden.rules.read;

import static org.assertj.core.api.Assertions.assertThat;

import dev.feedwarden.rules.Flap;
import dev.feedwarden.rules.Level;
import dev.feedwarden.rules.Problem;
import dev.feedwarden.rules.Rule;
import dev.feedwarden.rules.Severity;
import dev.feedwarden.rules.TestMetrics;
import dev.feedwarden.rules.Votes;
import dev.feedwarden.rules.calendar.Calendar;
import dev.feedwarden.rules.calendar.Hours;
import dev.feedwarden.rules.calendar.Weekly;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class LevelsReaderTest {

    private static final String WHOLE = """
            version: 1
            time_scale: 0.5
            rules:
              slow:
                metric: feed.lag
                of: main
                measure: last
                yellow: {enter: "> 2s", leave: "< 1s"}
                red: {enter: "> 5s", leave: "< 4s", votes: 3 of 5}
                mail: {at: "> 10s", levels: [green, red]}
                flap: {changes: 6, per: 10m}
                needs: [internet]
                during: us-options
                severity: warning
              internet: {metric: case.value, of: main, measure: last, red: "> 1", mail: {at: "> 2"}}
            calendars:
              us-options:
                zone: America/New_York
                open: ["Mon-Fri 09:30-16:15"]
                closed: [2026-11-26, 2026-12-25]
                early: {2026-11-27: "13:15"}
                late: {2026-11-30: "11:00"}
                extra: {2026-11-28: ["10:00-12:00", "13:00-24:00"]}
            """;

    @Test
    void read_everyKey_isInTheRule() {
        RuleFiles read = read(WHOLE);

        assertThat(read.problems()).isEmpty();
        Rule slow = read.rules().rules().get(0);
        assertThat(slow.thresholds().yellow().text(slow.dimension())).isEqualTo("> 2s, left at < 1s");
        assertThat(slow.thresholds().red().text(slow.dimension())).isEqualTo("> 5s, left at < 4s, 3 of 5");
        assertThat(slow.thresholds().red().votes()).isEqualTo(new Votes(3, 5));
        assertThat(slow.thresholds().mail().text(slow.dimension())).isEqualTo("> 10s");
        assertThat(slow.mail()).containsExactlyInAnyOrder(Level.GREEN, Level.RED);
        assertThat(slow.flap()).isEqualTo(new Flap(6, Duration.ofMinutes(5)));
        assertThat(slow.needs()).containsExactly("internet");
        assertThat(slow.severity(Level.RED)).isEqualTo(Severity.WARNING);
        Rule internet = read.rules().rules().get(1);
        assertThat(internet.mail()).containsExactly(Level.GREEN);
        assertThat(internet.severity(Level.RED)).isEqualTo(Severity.CRITICAL);
        assertThat(internet.flap()).isNull();
        List<Weekly> weekly = new ArrayList<>();
        for (int day = 1; day <= 5; day++) {
            weekly.add(new Weekly(DayOfWeek.of(day), 570, 975));
        }
        assertThat(slow.during())
                .isEqualTo(new Calendar(
                        "us-options",
                        ZoneId.of("America/New_York"),
                        weekly,
                        Map.of(
                                LocalDate.of(2026, 11, 26), List.of(Hours.ALL),
                                LocalDate.of(2026, 12, 25), List.of(Hours.ALL),
                                LocalDate.of(2026, 11, 27), List.of(new Hours(795, Hours.DAY)),
                                LocalDate.of(2026, 11, 30), List.of(new Hours(0, 660))),
                        Map.of(LocalDate.of(2026, 11, 28), List.of(new Hours(600, 720), new Hours(780, Hours.DAY)))));
        assertThat(read.rules().calendars()).containsOnlyKeys("us-options");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Mon-Fri 09:30-16:15    | MONDAY 570 975, TUESDAY 570 975, WEDNESDAY 570 975, THURSDAY 570 975, FRIDAY 570 975",
                "Sat,Mon 10:00 - 12:00  | SATURDAY 600 720, MONDAY 600 720",
                "Sat-Sun 00:00-24:00    | SATURDAY 0 1440, SUNDAY 0 1440",
                "Sun 22:00-02:00        | SUNDAY 1320 1560",
                "Sun 18:00 - Fri 17:00  | SUNDAY 1080 8220",
                "Sun 18:00-Sun 18:00    | SUNDAY 1080 11160",
                "Mon 18:00-Mon 20:00    | MONDAY 1080 1200",
            })
    void weekly_text_givesWindows(String text, String windows) {
        List<Weekly> found = WindowText.weekly(text);

        assertThat(found).isNotNull();
        assertThat(found.stream()
                        .map(each -> each.day() + " " + each.from() + " " + each.to())
                        .toList())
                .isEqualTo(List.of(windows.split(", ")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "red: {enter: '> 5', leave: ^'< 6'}                   | expected a condition on the other side of enter '> 5', found '< 6', which some value meets besides",
                "red: {enter: '> 5', leave: ^'> 4'}                   | found '> 4', which some value meets besides",
                "red: ^{leave: '< 6'}                                 | missing key 'enter'",
                "red: {enter: '> 5', ^leav: '< 4'}                    | unknown key 'leav'; did you mean 'leave'?",
                "red: {enter: '> 5', votes: ^6 of 5}                  | expected votes such as 3 of 5, of at most 64 readings, found '6 of 5'",
                "red: {enter: '> 5', votes: ^1 of 65}                 | expected votes such as 3 of 5, of at most 64 readings, found '1 of 65'",
                "yellow: ^{enter: '> 6', leave: '< 2'}, red: '> 5'    | yellow can never be reached: every value that matches it is red",
                "red: '> 5', mail: {at: ^'< 2'}                       | no mail can ever go out: no value that matches it is yellow or red",
                "red: '> 5', mail: ^{levels: [red]}                   | missing key 'at'",
                "red: '> 5', mail: {at: '> 6', levels: [^blue]}       | expected green, yellow or red, found 'blue'",
                "red: '> 5', flap: ^{changes: 3}                      | missing key 'per'",
                "red: '> 5', flap: {changes: ^0, per: 1m}             | expected a whole number from 1 to 100, found 0",
                "red: '> 5', flap: ^{changes: 3, per: 0s}             | expected a 'per' of more than zero, found zero",
                "red: '> 5', severity: ^critcal                       | unknown severity 'critcal'; did you mean 'critical'?",
                "red: '> 5', during: ^offic                           | unknown calendar 'offic'; did you mean 'office'?",
                "red: '> 5', needs: [^othr]                           | unknown rule 'othr'; did you mean 'other'?",
                "red: '> 5', needs: [^3]                              | expected the name of a rule, found 3",
                "red: '> 5', needs: [^r]                              | these rules need each other: r -> r",
            })
    void read_wrongRule_isToldWithItsPlace(String keys, String problem) {
        String text = "version: 1\nrules:\n  r: {metric: case.value, of: x, measure: last, " + keys
                + "}\n  other: {metric: case.value, of: x, measure: last, red: '> 1'}\n"
                + "calendars: {office: {zone: UTC, open: []}}";
        RuleFiles read = read(text.replace("^", ""));

        assertThat(read.problems()).hasSize(1);
        Problem found = read.problems().get(0);
        assertThat(found.what()).endsWith(problem);
        assertThat(found.line()).isEqualTo(3);
        assertThat(found.column()).isEqualTo(text.lines().toList().get(2).indexOf('^') + 1);
        assertThat(read.rules().rules()).extracting(Rule::id).containsExactly("other");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "^{open: []}                                   | missing key 'zone'",
                "{zone: ^America/New_Yrok, open: []}           | unknown time zone 'America/New_Yrok'; did you mean 'America/New_York'?",
                "{zone: UTC, open: [^Mon-Fri 9:30-16:15]}      | expected a window such as Mon-Fri 09:30-16:15 or Sun 18:00 - Fri 17:00, found 'Mon-Fri 9:30-16:15'",
                "{zone: UTC, open: [^'Mon 24:00-02:00']}       | expected a window such as Mon-Fri 09:30-16:15 or Sun 18:00 - Fri 17:00, found 'Mon 24:00-02:00'",
                "{zone: UTC, open: [^'Mon 10:00-24:01']}       | expected a window such as Mon-Fri 09:30-16:15 or Sun 18:00 - Fri 17:00, found 'Mon 10:00-24:01'",
                "{zone: UTC, open: [], closed: [^2026-02-30]}  | expected a date such as 2026-12-25, found '2026-02-30'",
                "{zone: UTC, open: [], closed: [^25.12.2026]}  | expected a date such as 2026-12-25, found '25.12.2026'",
                "{zone: UTC, open: [], early: {2026-12-24: ^'24:00'}} | expected a time from 00:01 to 23:59 such as \"13:15\", found '24:00'",
                "{zone: UTC, open: [], late: {2026-12-24: ^noon}} | expected a time from 00:01 to 23:59 such as \"13:15\", found 'noon'",
                "{zone: UTC, open: [], extra: {2026-12-24: ^'12:00-10:00'}} | expected hours of one day such as 10:00-12:00, found '12:00-10:00'",
                "{zone: UTC, open: [], ^holidays: []}          | unknown key 'holidays'",
                "^3                                            | expected a calendar with its keys, found 3",
            })
    void read_wrongCalendar_isToldOnceWithItsPlace(String calendar, String problem) {
        String text = "version: 1\nrules: {r: {metric: case.value, of: x, measure: last, red: '> 1', during: c}}\n"
                + "calendars:\n  c: " + calendar;
        RuleFiles read = read(text.replace("^", ""));

        assertThat(read.problems()).hasSize(1);
        assertThat(read.problems().get(0).what()).startsWith(problem);
        assertThat(read.problems().get(0).column())
                .isEqualTo(text.lines().toList().get(3).indexOf('^') + 1);
        assertThat(read.rules().rules()).isEmpty();
    }

    @Test
    void read_cycleOverFiles_isToldOnceAndItsRulesAreOut() {
        String rule = "{metric: case.value, of: x, measure: last, red: '> 1', needs: ";
        RuleFiles read = read(
                "version: 1\nrules:\n  a: " + rule + "[b]}\n  out: " + rule + "[a]}",
                "version: 1\nrules:\n  b: " + rule + "[c, out]}\n  c: " + rule + "[a]}\n  free: " + rule + "[]}");

        assertThat(read.problems())
                .extracting(Problem::what)
                .containsExactlyInAnyOrder(
                        "these rules need each other: a -> b -> c -> a",
                        "these rules need each other: a -> b -> out -> a");
        assertThat(read.rules().rules()).extracting(Rule::id).containsExactly("free");
    }

    @Test
    void read_votesOverAWindow_areRefused() {
        String rule = "version: 1\nrules: {r: {metric: case.event, of: x, measure: count over 1m, "
                + "red: {enter: '> 1', votes: 2 of 3}}}";

        assertThat(read(rule).problems())
                .extracting(Problem::what)
                .containsExactly("votes are of single readings and need a measure of the newest one such as last,"
                        + " found 'count over 1m'");
    }

    private static RuleFiles read(String... texts) {
        List<RuleFile> files = new ArrayList<>();
        for (int i = 0; i < texts.length; i++) {
            files.add(new RuleFile(i + ".yaml", texts[i]));
        }
        return new RuleReader(new Catalog(TestMetrics.all(), Map.of("main", "deribit"), Set.of()), 1).read(files);
    }
}
