package dev.feedwarden.rules.measure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.feedwarden.api.Metric;
import dev.feedwarden.api.Unit;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Each measure at the edges of its window. Times are nanoseconds, as a window of 1000 of them is easy to read. */
final class MeasureTest {

    private static final long DECLARED = 100;
    private static final double[] BOUNDS = {};
    private static final Duration WINDOW = Duration.ofNanos(1000);
    private static final Metric EVENT = new Metric("case.event", Metric.Kind.EVENT, Unit.NONE, "");
    private static final Metric GAUGE = new Metric("case.gauge", Metric.Kind.GAUGE, Unit.NONE, "");

    @Test
    void count_events_addsThemUp() {
        Measurement count = new Count(EVENT, WINDOW).begin(DECLARED);
        assertThat(count.value(DECLARED)).isZero();
        assertThat(count.next(DECLARED, BOUNDS)).isEqualTo(Measurement.NEVER);
        count.add(200, 3);
        count.add(300, Double.NaN);
        count.add(400, 2);

        assertThat(count.value(400)).isEqualTo(5);
        assertThat(count.next(400, BOUNDS)).isEqualTo(1200);
        assertThat(count.value(1199)).isEqualTo(5);
        assertThat(count.value(1200)).isEqualTo(2);
        assertThat(count.value(1400)).isZero();
    }

    @Test
    void count_gauge_countsReadingsWithAValue() {
        Measurement count = new Count(GAUGE, WINDOW).begin(DECLARED);
        count.add(200, 30);
        count.add(200, 30);
        count.add(300, Double.NaN);

        assertThat(count.value(400)).isEqualTo(2);
    }

    @Test
    void mean_emptyWindow_isUnknown() {
        Measurement mean = new Mean(GAUGE, WINDOW).begin(DECLARED);
        assertThat(mean.value(DECLARED)).isNaN();
        mean.add(200, 1);
        mean.add(300, 4);
        mean.add(300, Double.NaN);

        assertThat(mean.value(300)).isEqualTo(2.5);
        assertThat(mean.value(1200)).isEqualTo(4);
        assertThat(mean.next(1200, BOUNDS)).isEqualTo(1300);
        assertThat(mean.value(1300)).isNaN();
    }

    @Test
    void rate_beforeAWholeWindow_isUnknown() {
        Measurement rate = new Rate(EVENT, Duration.ofNanos(100), WINDOW).begin(DECLARED);
        rate.add(150, 30);

        assertThat(rate.value(1099)).isNaN();
        assertThat(rate.next(1099, BOUNDS)).isEqualTo(1100);
        assertThat(rate.value(1100)).isEqualTo(3);
        assertThat(rate.next(1100, BOUNDS)).isEqualTo(1150);
        assertThat(rate.value(1150)).isZero();
    }

    @Test
    void last_late_doesNotReplaceTheNewest() {
        Measurement last = new Last(GAUGE).begin(DECLARED);
        assertThat(last.value(DECLARED)).isNaN();
        last.add(300, 3);
        last.add(200, 2);

        assertThat(last.value(300)).isEqualTo(3);
        assertThat(last.next(300, BOUNDS)).isEqualTo(Measurement.NEVER);
    }

    @Test
    void age_readingWithoutAValue_makesNothingYounger() {
        Measurement age = new Age().begin(0);
        age.add(2_000_000_000L, 1);
        age.add(3_000_000_000L, Double.NaN);
        age.add(1_000_000_000L, 1);

        assertThat(age.value(4_500_000_000L)).isEqualTo(2.5);
        assertThat(age.evidence(0)).isEqualTo(2_000_000_000L);
    }

    @Test
    void age_longBounds_areNeverMissed() {
        for (double days = 0.001; days < 400; days *= 1.37) {
            double bound = Math.rint(days * 86_400_000) / 1000;
            Measurement age = new Age().begin(DECLARED);
            long now = DECLARED;
            int looks = 0;
            for (long next = age.next(now, new double[] {bound});
                    next != Measurement.NEVER;
                    next = age.next(now, new double[] {bound})) {
                assertThat(next).isGreaterThan(now);
                now = next;
                looks++;
            }
            assertThat(looks).isEqualTo(2);
            assertThat(age.value(now)).isGreaterThan(bound);
            assertThat(now - DECLARED).isBetween(Math.round(bound * 1e9), Math.round(bound * 1e9) + 100);
        }
    }
}
