package dev.feedwarden.rules;

import static dev.feedwarden.rules.Court.at;
import static dev.feedwarden.rules.Court.seconds;
import static dev.feedwarden.rules.NaiveForm.DECLARED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.feedwarden.rules.NaiveForm.Sample;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The engine against a recomputation from all readings, on random readings and moments from a fixed seed. */
final class NaiveComparisonTest {

    private static final double STEP = 1e-9;
    private static final double END = 100;
    private static final double ROUNDING = 1e-9;
    /** The moment at which a line meets a limit is told to the millisecond. */
    private static final double MILLIS = 2e-3;

    private final Random random = new Random(20_261_121);

    @ParameterizedTest
    @EnumSource
    void value_readingsInAnyOrder_isThatOfARecomputation(NaiveForm form) {
        for (int round = 0; round < 40; round++) {
            double window = window();
            Court court = court(form, window);
            List<Sample> known = new ArrayList<>();
            double now = DECLARED;
            for (int i = 0; i < 60; i++) {
                take(court, known, sample(form, Math.max(0, now + half(12) - 4)));
                if (random.nextInt(3) == 0) {
                    now += half(10);
                    court.until(now);
                    double value = form.naive(known, now, window);
                    assertSame(form, court.value(), value);
                    assertThat(levels(form, value)).contains(court.level());
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void value_sameReadingsInAnotherOrder_isTheSame(NaiveForm form) {
        for (int round = 0; round < 40; round++) {
            List<Sample> known = samples(form, 40, 40);
            double window = window();
            Court court = court(form, window);
            known.forEach(sample -> court.reading(sample.metric(), sample.time(), sample.value()));
            List<String> changes = court.until(END);
            Collections.shuffle(known, random);
            Court other = court(form, window);
            known.forEach(sample -> other.reading(sample.metric(), sample.time(), sample.value()));

            assertThat(other.until(END)).isEqualTo(changes);
            assertThat(Double.valueOf(other.value())).isEqualTo(Double.valueOf(court.value()));
        }
    }

    /** At each moment at which a value can change that does not move on by itself. */
    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"FORECAST", "TIME_TO"})
    void changes_readingsKnownInTime_areThoseOfARecomputation(NaiveForm form) {
        for (int round = 0; round < 40; round++) {
            List<Sample> known = samples(form, 40, 80);
            double window = window();

            assertThat(changes(form, window, known))
                    .extracting(Court::text)
                    .isEqualTo(naiveChanges(form, window, known));
        }
    }

    @ParameterizedTest
    @EnumSource
    void changes_atTheirMomentsAndBetween_areTrue(NaiveForm form) {
        for (int round = 0; round < 15; round++) {
            List<Sample> known = samples(form, 40, 80);
            double window = window();
            TreeSet<Double> moments = new TreeSet<>();
            List<StatusChange> changes = changes(form, window, known);
            for (StatusChange change : changes) {
                moments.add(seconds(change.time()));
                moments.add(seconds(change.time().minusNanos(1)));
            }
            for (double moment = DECLARED; moment < END; moment += 0.25) {
                moments.add(moment);
            }
            for (double moment : moments.tailSet(DECLARED)) {
                Level level = changes.stream()
                        .filter(change -> seconds(change.time()) <= moment)
                        .reduce((first, second) -> second)
                        .map(StatusChange::to)
                        .orElse(Level.GREY);
                assertThat(levels(form, window, past(known, moment), moment))
                        .as("level at %s s of %s", moment, known)
                        .contains(level);
            }
        }
    }

    private List<StatusChange> changes(NaiveForm form, double window, List<Sample> known) {
        Court court = court(form, window);
        known.forEach(sample -> court.reading(sample.metric(), sample.time(), sample.value()));
        List<StatusChange> changes = new ArrayList<>();
        for (double now = 0; now < END; now += half(30)) {
            changes.addAll(court.engine.advance(at(now)));
        }
        changes.addAll(court.engine.advance(at(END)));
        return changes;
    }

    private static List<String> naiveChanges(NaiveForm form, double window, List<Sample> known) {
        TreeSet<Double> moments = new TreeSet<>();
        List<Sample> origins = new ArrayList<>(known);
        origins.add(new Sample(form.metric, DECLARED, 0));
        for (Sample origin : origins) {
            for (double after : new double[] {0, window, 2, 3, 5, window - NaiveForm.RECENT}) {
                moments.add(origin.time() + after);
                moments.add(origin.time() + after + STEP);
            }
        }
        List<String> changes = new ArrayList<>();
        Level before = Level.GREY;
        for (double moment : moments.subSet(DECLARED, true, END, true)) {
            Level level = level(neat(form.naive(past(known, moment), moment, window)));
            if (level != before) {
                double exact = seconds(at(moment));
                changes.add(Court.text(new StatusChange("r", "a", before, level, 0, at(0), at(exact), Marks.NONE)));
            }
            before = level;
        }
        return changes;
    }

    private static List<Sample> past(List<Sample> known, double moment) {
        return known.stream().filter(each -> each.time() <= moment).toList();
    }

    private static void assertSame(NaiveForm form, double found, double expected) {
        if (Double.isFinite(expected)) {
            assertThat(found).isCloseTo(expected, within(tolerance(form, expected)));
        } else {
            assertThat(Double.valueOf(found)).isEqualTo(Double.valueOf(expected));
        }
    }

    private static double tolerance(NaiveForm form, double value) {
        return form == NaiveForm.TIME_TO ? MILLIS : ROUNDING * (1 + Math.abs(value));
    }

    /** The levels that there may be at a moment, allowing for the rounding of what moves on by itself. */
    private static Set<Level> levels(NaiveForm form, double window, List<Sample> past, double moment) {
        Set<Level> levels = levels(form, form.naive(past, moment, window));
        if (form.moves()) {
            levels.addAll(levels(form, form.naive(past, moment - MILLIS, window)));
            levels.addAll(levels(form, form.naive(past, moment + MILLIS, window)));
        }
        return levels;
    }

    /** The levels that a value may have. */
    private static Set<Level> levels(NaiveForm form, double value) {
        double tolerance = form.moves() ? tolerance(form, value) : 0;
        return EnumSet.of(level(neat(value)), level(neat(value - tolerance)), level(neat(value + tolerance)));
    }

    /** A sum of doubles is a little off, and a threshold is met or not. */
    private static double neat(double value) {
        return Double.isFinite(value) ? Math.round(value * 1e10) / 1e10 : value;
    }

    private static Level level(double value) {
        if (Double.isNaN(value)) {
            return Level.GREY;
        }
        if (value > 5) {
            return Level.RED;
        }
        return value >= 2 ? Level.YELLOW : Level.GREEN;
    }

    private static Court court(NaiveForm form, double window) {
        Court court = new Court(Court.rules("version: 1\nrules:\n  r: {of: a, metric: " + form.metric + ", measure: "
                + form.measure(window) + ", yellow: '>= 2" + form.unit + "', red: '> 5" + form.unit + "'}\n"));
        court.declare("a", DECLARED);
        return court;
    }

    private static void take(Court court, List<Sample> known, Sample sample) {
        court.reading(sample.metric(), sample.time(), sample.value());
        known.add(sample);
    }

    private List<Sample> samples(NaiveForm form, int number, int end) {
        List<Sample> samples = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            samples.add(sample(form, half(end)));
        }
        return samples;
    }

    private Sample sample(NaiveForm form, double time) {
        String metric = random.nextInt(2) == 0 ? form.metric : form.other;
        return new Sample(metric, time, random.nextInt(12) == 0 ? Double.NaN : random.nextInt(40) / 4.0);
    }

    /** From 4 to 20 seconds. */
    private double window() {
        return 4 + half(16);
    }

    /** A random time below a bound, in halves of a second, so that moments often coincide. */
    private double half(int bound) {
        return random.nextInt(2 * bound) / 2.0;
    }
}
