package dev.feedwarden.rules;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class HoldTest {

    /** A value of each digit at 0, 10, 20 ... seconds: below 5 is green, from 5 yellow, 9 red, x unknown. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "no hold                    | {}                     | 1591    | 0 grey>green, 10 green>yellow, 20 yellow>red, 30 red>green",
                "green waits                | {green: 30s}           | 911111  | 0 grey>red, 40 red>green",
                "green waits exactly        | {green: 40s}           | 9111119 | 0 grey>red, 50 red>green, 60 green>red",
                "worse again restarts       | {green: 30s}           | 9119111 | 0 grey>red, 70 red>green",
                "yellow restarts green      | {green: 30s}           | 9115111 | 0 grey>red, 30 red>yellow, 70 yellow>green",
                "red waits                  | {red: 20s}             | 19999   | 0 grey>green, 10 green>yellow, 30 yellow>red",
                "red falls back             | {red: 20s}             | 19199   | 0 grey>green, 10 green>yellow, 20 yellow>green, 30 green>yellow, 50 yellow>red",
                "red counts as yellow       | {yellow: 20s, red: 1m} | 19595   | 0 grey>green, 30 green>yellow",
                "short trouble is not told  | {yellow: 30s, red: 30s}| 19911   | 0 grey>green",
                "grey waits for trouble     | {yellow: 20s, red: 40s}| 999999  | 20 grey>yellow, 40 yellow>red",
                "grey is green at once      | {green: 30s}           | x1      | 10 grey>green",
                "unknown at once            | {green: 30s}           | 1xx1    | 0 grey>green, 10 green>grey, 30 grey>green",
                "unknown does not heal      | {green: 30s}           | 9x11111 | 0 grey>red, 10 red>grey, 50 grey>green",
                "unknown breaks a hold      | {red: 20s}             | 19x999  | 0 grey>green, 10 green>yellow, 20 yellow>grey, 30 grey>yellow, 50 yellow>red",
                "better waits for its level | {yellow: 20s}          | 95111   | 0 grey>red, 20 red>green",
            })
    void hold_valuesOverTime_givesChanges(String name, String hold, String values, String changes) {
        Court court = Court.of("metric: case.value, measure: last, yellow: '>= 5', red: '>= 9', hold: " + hold);
        for (int i = 0; i < values.length(); i++) {
            char digit = values.charAt(i);
            court.reading("case.value", 10 * i, digit == 'x' ? Double.NaN : digit - '0');
        }

        assertThat(String.join(", ", court.until(75))).as(name).isEqualTo(changes);
    }

    @ParameterizedTest
    @CsvSource({"red,> 90", "yellow,> 50"})
    void hold_ruleWithOneLevel_takesNoOther(String level, String threshold) {
        Court court = Court.of(
                "metric: case.value, measure: last, " + level + ": '" + threshold + "', hold: {" + level + ": 20s}");
        court.reading("case.value", 0, 10);
        court.reading("case.value", 10, 95);

        assertThat(court.until(60)).containsExactly("0 grey>green", "30 green>" + level);
    }
}
