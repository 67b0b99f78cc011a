package dev.feedwarden.rules.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Windows that hold more readings than are kept one by one: what they tell is off by no more than is stated. */
final class KeptTest {

    private static final int READINGS = 20_000;
    private static final long WIDTH = 256_000;
    /** So that a window holds twice as many as are kept. */
    private static final long GAP = WIDTH / (2 * Sliding.EXACT);

    private final Random random = new Random(7);
    private final List<Double> values = new ArrayList<>();

    @Test
    void peaks_fallingAllTheWay_areForgottenAtMostASliceTooLate() {
        Peaks peaks = new Peaks(WIDTH);
        for (int i = 0; i < READINGS; i++) {
            peaks.add(i * GAP, READINGS - i);
            peaks.forget(i * GAP);
            long exact = READINGS - Math.max(0, i - WIDTH / GAP + 1);
            long slice = WIDTH / Peaks.SLICES / GAP;
            assertThat((long) peaks.greatest()).isBetween(exact, exact + slice + 1);
        }
        peaks.forget(READINGS * GAP + WIDTH);
        assertThat(peaks.greatest()).isNaN();
        assertThat(peaks.expiry()).isEqualTo(Measurement.NEVER);
    }

    @Test
    void rises_withRestarts_missAtMostASlice() {
        Rises rises = new Rises(WIDTH);
        long slice = WIDTH / Rises.SLICES / GAP;
        for (int i = 0; i < READINGS; i++) {
            rises.add(i * GAP, i % 100);
            rises.forget(i * GAP);
            if (i > WIDTH / GAP) {
                double exact = rise(i) - rise((int) (i - WIDTH / GAP));
                assertThat(rises.total()).isBetween(exact - slice - 1, exact);
            }
        }
    }

    /** Up to a reading of a counter that starts again from zero after 99. */
    private static double rise(int reading) {
        return reading - reading / 100;
    }

    @Test
    void ranks_moreReadingsThanAreKept_areOffByAtMostTheStatedShare() {
        Sliding<Ranks> window = new Sliding<>(WIDTH, Ranks::exact, Ranks::coarse);
        for (int i = 0; i < READINGS; i++) {
            values.add(100 + 200 * random.nextDouble());
            window.add(i * GAP, values.get(i));
            window.forget(i * GAP);
            if (i % 997 == 0) {
                double[] late = last(i, WIDTH / GAP + WIDTH / Sliding.SLICES / GAP);
                double[] exact = last(i, WIDTH / GAP);
                double low = Math.min(at(exact, 0.93), at(late, 0.93));
                double high = Math.max(at(exact, 0.97), at(late, 0.97));
                assertThat(window.summary().percentile(95)).isBetween(low * 0.996, high * 1.004);
            }
        }
        window.forget(READINGS * GAP + WIDTH);
        assertThat(window.summary().percentile(50)).isNaN();
        window.add(READINGS * GAP + 1, 0.1);
        assertThat(window.summary().percentile(50)).isEqualTo(0.1);
    }

    @Test
    void ranks_valuesOfEveryMagnitude_giveUpDigitsAndStayInOrder() {
        Ranks ranks = Ranks.coarse();
        List<Double> all = new ArrayList<>();
        for (int i = 0; i < 50_000; i++) {
            double value = Math.pow(10, 600 * random.nextDouble() - 300) * (random.nextBoolean() ? 1 : -1);
            all.add(value);
            ranks.add(0, value);
        }
        double[] sorted = all.stream().mapToDouble(each -> each).sorted().toArray();

        assertThat(ranks.percentile(75)).isBetween(at(sorted, 0.74), at(sorted, 0.76));
        assertThat(ranks.percentile(25)).isBetween(at(sorted, 0.24), at(sorted, 0.26));
        all.forEach(value -> ranks.remove(0, value));
        assertThat(ranks.percentile(50)).isNaN();
    }

    @Test
    void moments_moreReadingsThanAreKept_tellTheLine() {
        Sliding<Moments> window = new Sliding<>(WIDTH, Moments::new, Moments::new);
        for (int i = 0; i < READINGS; i++) {
            window.add(i * GAP, 5e11 - 3 * i + (i % 2 == 0 ? 1 : -1));
            window.forget(i * GAP);
        }
        long end = (READINGS - 1) * GAP;

        assertThat(window.summary().slope() * GAP / 1e9).isCloseTo(-3, within(1e-3));
        assertThat(window.summary().line(end)).isCloseTo(5e11 - 3.0 * READINGS, within(10.0));
        assertThat(window.expiry()).isGreaterThan(end).isLessThan(end + 2 * WIDTH / Sliding.SLICES);
    }

    @Test
    void moments_ofGreatReadingsThatLeft_doNotBlurSmallOnes() {
        Sliding<Moments> window = new Sliding<>(1000, Moments::new, Moments::new);
        for (int i = 0; i < 500; i++) {
            window.add(i, i % 7 * 1e9);
        }
        for (int i = 600; i < 1600; i++) {
            window.add(i, 0.1);
            window.forget(i);
        }

        assertThat(window.summary().deviation()).isZero();
        assertThat(window.summary().slope()).isZero();
        assertThat(window.summary().line(5000)).isCloseTo(0.1, within(1e-12));
    }

    private double[] last(int newest, long number) {
        return values.subList((int) Math.max(0, newest - number + 1), newest + 1).stream()
                .mapToDouble(each -> each)
                .sorted()
                .toArray();
    }

    private static double at(double[] sorted, double share) {
        Arrays.sort(sorted);
        return sorted[(int) (share * (sorted.length - 1))];
    }
}
