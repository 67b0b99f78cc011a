package dev.feedwarden.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A level with an exit threshold of its own: inside its band nothing changes, whatever comes. From a fixed seed. */
final class BandTest {

    private static final int ROUNDS = 40;
    private static final int READINGS = 200;

    private final Random random = new Random(20_261_127);

    @ParameterizedTest
    @ValueSource(strings = {"last", "max over 1s", "mean over 1s", "p95 over 5s"})
    void changes_valueInsideTheBand_noneHoweverItMoves(String measure) {
        for (int round = 0; round < ROUNDS; round++) {
            double leave = random.nextInt(50);
            double enter = leave + 1 + random.nextInt(50);
            boolean above = random.nextBoolean();
            Court court = Court.of(String.format(
                    Locale.ROOT,
                    above
                            ? "metric: case.value, measure: %s, red: {enter: '> %s', leave: '< %s'}"
                            : "metric: case.value, measure: %s, red: {enter: '< %3$s', leave: '> %2$s'}",
                    measure,
                    enter,
                    leave));
            boolean bad = random.nextBoolean();
            court.reading("case.value", 1, bad == above ? enter + 1 : leave - 1);

            assertThat(court.until(1)).isEqualTo(List.of(bad ? "1 grey>red" : "1 grey>green"));
            List<String> told = new ArrayList<>();
            for (int i = 0; i < READINGS; i++) {
                court.reading("case.value", 2 + i, leave + random.nextDouble() * (enter - leave));
                told.addAll(court.until(2 + i));
            }
            assertThat(told).as("%s, band %s to %s", measure, leave, enter).isEmpty();
            for (int i = READINGS; i < READINGS + 6; i++) {
                court.reading("case.value", 2 + i, bad == above ? leave - 1 : enter + 1);
            }
            assertThat(court.until(READINGS + 7)).singleElement().asString().endsWith(bad ? "red>green" : "green>red");
        }
    }
}
