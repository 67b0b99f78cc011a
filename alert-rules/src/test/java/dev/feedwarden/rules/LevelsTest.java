package dev.feedwarden.rules;

import static dev.feedwarden.rules.Court.at;
import static dev.feedwarden.rules.Court.seconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.feedwarden.api.Reading;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Hysteresis, votes, flapping, calendars and causes, each by itself. */
final class LevelsTest {

    /** A value of each digit at 0, 10, 20 ... seconds; x is unknown. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a band keeps its level    | red: {enter: '> 5', leave: '< 3'}                       | 1464341 | 0 grey>green, 20 green>red, 60 red>green",
                "leave may be at the edge  | red: {enter: '> 5', leave: '<= 5'}                      | 1656    | 0 grey>green, 10 green>red, 20 red>green, 30 green>red",
                "unknown keeps the band    | red: {enter: '> 5', leave: '< 3'}                       | 6x41    | 0 grey>red, 10 red>grey, 20 grey>red, 30 red>green",
                "two bands                 | yellow: {enter: '> 3', leave: '< 2'}, red: {enter: '> 6', leave: '< 5'} | 1475421 | 0 grey>green, 10 green>yellow, 20 yellow>red, 40 red>yellow, 60 yellow>green",
                "two of three              | red: {enter: '> 5', votes: 2 of 3}                      | 9191111 | 0 grey>green, 20 green>red, 30 red>green",
                "all of two                | red: {enter: '> 5', votes: 2 of 2}                      | 1919911 | 0 grey>green, 40 green>red, 50 red>green",
                "unknown does not vote     | red: {enter: '> 5', votes: 2 of 2}                      | 9x9     | 0 grey>green, 10 green>grey, 20 grey>red",
                "votes in a band           | red: {enter: '> 5', leave: '< 3', votes: 2 of 3}        | 9411    | 0 grey>green, 10 green>red, 30 red>green",
                "votes and a hold          | red: {enter: '> 5', votes: 2 of 3}, hold: {red: 15s}    | 9999    | 0 grey>green, 25 green>red",
            })
    void level_valuesOverTime_givesChanges(String name, String thresholds, String values, String changes) {
        Court court = Court.of("metric: case.value, measure: last, " + thresholds);
        feed(court, values);

        assertThat(String.join(", ", court.until(1000))).as(name).isEqualTo(changes);
    }

    @Test
    void hysteresis_anyValuesInsideItsBand_neverFlaps() {
        Random random = new Random(4);
        for (int round = 0; round < 200; round++) {
            Court court = Court.of("metric: case.value, measure: last, red: {enter: '>= 6', leave: '<= 4'}");
            boolean red = random.nextBoolean();
            court.reading("case.value", 0, red ? 6 : 4);
            for (int i = 1; i < 50; i++) {
                court.reading("case.value", i, 4.01 + random.nextInt(199) / 100.0);
            }

            assertThat(court.until(100)).containsExactly(red ? "0 grey>red" : "0 grey>green");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "one more than is fine  | 19191111      | 0 grey>green, 10 green>red, 20 red>green, 30 green>red+, 70 red>green",
                "just fine              | 1911911       | 0 grey>green, 10 green>red, 20 red>green, 40 green>red, 50 red>green",
                "as long as it goes on  | 1919191919111 | 0 grey>green, 10 green>red, 20 red>green, 30 green>red+, 130 red>green",
                "becomes better at it   | 51515111111   | 0 grey>yellow, 10 yellow>green, 20 green>yellow, 30 yellow>yellow+, 80 yellow>green",
                "becomes worse in it    | 515159111111  | 0 grey>yellow, 10 yellow>green, 20 green>yellow, 30 yellow>yellow+, 50 yellow>red+, 90 red>green",
                "unknown in between     | 9x1x9x191x    | 0 grey>red, 10 red>grey, 20 grey>green, 30 green>grey, 40 grey>red, 50 red>grey, 60 grey>red+, 140 red>grey",
            })
    void flap_valuesOverTime_foldsThemIntoTheWorst(String name, String values, String changes) {
        Court court =
                Court.of("metric: case.value, measure: last, yellow: '>= 5', red: '>= 9', flap: {changes: 2, per: "
                        + (name.startsWith("unknown") ? "1m" : "30s") + "}");
        feed(court, values);

        List<String> told = court.engine.advance(at(500)).stream()
                .map(change -> Court.text(change) + (change.marks().flapping() ? "+" : ""))
                .toList();
        assertThat(String.join(", ", told)).as(name).isEqualTo(changes);
    }

    @Test
    void mail_thresholdOfItsOwn_isMarkedOnceUntilGreen() {
        Court court = Court.of("metric: case.value, measure: last, yellow: '> 2', mail: {at: '> 5'}");
        feed(court, "13636161");

        List<String> told = court.engine.advance(at(500)).stream()
                .map(change -> Court.text(change) + (change.marks().mail() ? " mail" : ""))
                .toList();
        assertThat(told)
                .containsExactly(
                        "0 grey>green",
                        "10 green>yellow",
                        "20 yellow>yellow mail",
                        "50 yellow>green",
                        "60 green>yellow mail",
                        "70 yellow>green");
    }

    /** The court's first moment is 03:00 on a Saturday in New York. */
    private static final String HOURS =
            "calendars: {c: {zone: America/New_York, open: ['Sat 03:01-03:02', 'Sat 03:03-03:04']}}\n";

    @Test
    void during_outside_isGreyAndWindowsGoOn() {
        Court court = court(HOURS, "metric: case.event, measure: count over 30s, red: '> 1', during: c");
        court.reading("case.event", 45, 2);
        court.reading("case.event", 110, 2);
        court.reading("case.event", 200, 2);

        assertThat(seconds(court.engine.next())).isEqualTo(0);
        assertThat(court.until(1000))
                .containsExactly(
                        "60 grey>red",
                        "75 red>green",
                        "110 green>red",
                        "120 red>grey",
                        "180 grey>green",
                        "200 green>red",
                        "230 red>green",
                        "240 green>grey");
    }

    @Test
    void during_silence_countsFromTheOpening() {
        Court court = court(HOURS, "metric: feed.ticks, measure: age, red: '>= 20s', during: c");
        court.reading("feed.ticks", 10, 2);
        court.reading("feed.ticks", 70, 2);

        List<StatusChange> changes = court.engine.advance(at(1000));
        assertThat(changes)
                .extracting(Court::text)
                .startsWith("60 grey>green", "90 green>red", "120 red>grey", "180 grey>green", "200 green>red");
        assertThat(seconds(changes.get(4).evidence())).isEqualTo(180);
    }

    @Test
    void next_whileClosed_isTheOpeningOnly() {
        Court court = court(HOURS, "metric: feed.ticks, measure: age, red: '>= 20s', during: c");
        court.until(5);

        assertThat(seconds(court.engine.next())).isEqualTo(60);
    }

    private static final String CAUSES = """
            version: 1
            rules:
              dependant: {of: 'plugin:test', metric: case.value, measure: last, red: '> 5', needs: [cause]}
              stream: {of: 'plugin:test/*', metric: case.value, measure: last, red: '> 5', needs: [cause]}
              cause: {of: SUBJECT, metric: feed.connected, measure: last, red: '< 1'}
            """;

    @Test
    void needs_causeOfTheSameSubject_holdsBackOnlyThat() {
        Court court = causes("plugin:test");
        court.reading("feed.connected", 1, 0);
        reading(court, "case.value", "a", 1, 9);
        reading(court, "case.value", "b", 1, 9);
        reading(court, "case.value", "a/x", 1, 9);
        reading(court, "feed.connected", "a", 2, 1);

        assertThat(told(court))
                .containsExactly(
                        "1 dependant a grey>red by cause",
                        "1 cause a grey>red",
                        "1 stream a/x grey>red by cause",
                        "1 dependant b grey>red",
                        "2 dependant a red>red",
                        "2 cause a red>green",
                        "2 stream a/x red>red");
    }

    @Test
    void needs_causeOfAnotherSubject_holdsBackAll() {
        Court court = causes("b");
        reading(court, "case.value", "a", 1, 9);
        reading(court, "feed.connected", "b", 2, 0);
        reading(court, "case.value", "a", 3, 1);
        reading(court, "case.value", "a", 4, 9);
        court.engine.advance(at(5));
        court.engine.retire("b", at(6));

        assertThat(told(court)).containsExactly("6 cause b red>grey", "6 dependant a red>red");
    }

    @Test
    void needs_dependantTurnsGreenWhileHeldBack_isToldAsEver() {
        Court court = causes("b");
        reading(court, "feed.connected", "b", 1, 0);
        reading(court, "case.value", "a", 2, 9);
        reading(court, "case.value", "a", 3, 1);

        assertThat(told(court))
                .containsExactly("1 cause b grey>red", "2 dependant a grey>red by cause", "3 dependant a red>green");
        assertThat(court.engine.state("dependant", "a").marks()).isEqualTo(Marks.NONE);
    }

    private static Court causes(String of) {
        Court court = new Court(Court.rules(CAUSES.replace("SUBJECT", of)));
        court.declare("a", 0);
        court.declare("a/x", 0);
        court.declare("b", 0);
        return court;
    }

    private static List<String> told(Court court) {
        return court.engine.advance(at(100)).stream()
                .map(change -> Court.text(change).replace(" ", " " + change.rule() + " " + change.subject() + " ")
                        + (change.marks().heldBackBy() == null
                                ? ""
                                : " by " + change.marks().heldBackBy()))
                .toList();
    }

    private static Court court(String more, String rule) {
        Court court = new Court(Court.rules("version: 1\n" + more + "rules:\n  r: {of: a, " + rule + "}\n"));
        court.declare("a", 0);
        return court;
    }

    private static void reading(Court court, String metric, String subject, double at, double value) {
        court.engine.accept(new Reading(metric, subject, value, at(at)));
    }

    private static void feed(Court court, String values) {
        for (int i = 0; i < values.length(); i++) {
            char digit = values.charAt(i);
            court.reading("case.value", 10 * i, digit == 'x' ? Double.NaN : digit - '0');
        }
    }
}
