package dev.feedwarden.rules.measure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.feedwarden.api.Metric;
import dev.feedwarden.api.Unit;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Each measure at the edges of its window. Times are nanoseconds, as a window of 1000 of them is easy to read. */
final class MeasureTest {

    private static final long DECLARED = 100;
    private static final long SECOND = 1_000_000_000;
    private static final double[] BOUNDS = {};
    private static final Duration WINDOW = Duration.ofNanos(1000);
    private static final Metric EVENT = new Metric("case.event", Metric.Kind.EVENT, Unit.NONE, "");
    private static final Metric COUNTER = new Metric("case.counter", Metric.Kind.COUNTER, Unit.NONE, "");
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
        assertThat(count.next(400, new double[] {5})).isEqualTo(1200);
        assertThat(count.value(1199)).isEqualTo(5);
        assertThat(count.value(1200)).isEqualTo(2);
        assertThat(count.value(1400)).isZero();
    }

    @Test
    void count_belowEveryBound_isLookedAtOnlyWhereItMayGrow() {
        Measurement count = new Count(EVENT, WINDOW).begin(DECLARED);
        count.add(200, 3);

        assertThat(count.next(400, new double[] {4, 9})).isEqualTo(Measurement.NEVER);
        count.add(400, -1); // once this leaves there are more
        assertThat(count.next(400, new double[] {4, 9})).isEqualTo(1200);
        assertThat(count.next(1400, new double[] {4, 9})).isEqualTo(Measurement.NEVER);
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
    void rate_ofACounter_comparesOverTheClosedWindow() {
        Measurement rate = new Rate(COUNTER, Duration.ofNanos(100), WINDOW).begin(DECLARED);
        rate.add(100, 5);
        rate.add(600, 25);
        rate.add(900, 10);

        assertThat(rate.value(1099)).isNaN();
        assertThat(rate.value(1100)).isEqualTo(3);
        assertThat(rate.next(1100, BOUNDS)).isEqualTo(1101);
        assertThat(rate.value(1101)).isEqualTo(1);
        assertThat(rate.value(1601)).isNaN();
    }

    @Test
    void increase_oneReading_isUnknownAndNoChangeIsZero() {
        Measurement increase = new Increase(COUNTER, WINDOW).begin(DECLARED);
        increase.add(200, 500);
        assertThat(increase.value(200)).isNaN();
        increase.add(200, 500);
        assertThat(increase.value(200)).isNaN();
        increase.add(300, 500);
        increase.add(350, Double.NaN);

        assertThat(increase.value(400)).isZero();
    }

    @Test
    void sum_emptyWindow_isZeroOnlyForEvents() {
        assertThat(new Sum(EVENT, WINDOW).begin(DECLARED).value(DECLARED)).isZero();
        assertThat(new Sum(GAUGE, WINDOW).begin(DECLARED).value(DECLARED)).isNaN();
    }

    @Test
    void share_noneOfTheOther_isUnknown() {
        Measurement share = new Share(EVENT, COUNTER, WINDOW).begin(DECLARED);
        share.add(200, 3);
        assertThat(share.value(200)).isNaN();
        share.other().add(200, 100);
        share.other().add(300, 130);

        assertThat(share.value(300)).isEqualTo(0.1);
        assertThat(share.next(300, BOUNDS)).isEqualTo(1200);
        assertThat(share.value(1200)).isZero();
        assertThat(share.next(1200, BOUNDS)).isEqualTo(1201);
        assertThat(share.value(1201)).isNaN();
    }

    @Test
    void forecast_betweenReadings_looksAgainWhereTheLineComesToABound() {
        Measurement forecast = new Forecast(GAUGE, Duration.ofSeconds(3600), Duration.ofSeconds(100)).begin(0);
        for (int second = 0; second <= 100; second += 10) {
            forecast.add(second * SECOND, 2 * second);
        }

        assertThat(forecast.value(100 * SECOND)).isEqualTo(7400);
        assertThat(forecast.next(100 * SECOND, new double[] {7200})).isEqualTo(100 * SECOND + 1);
        forecast.value(101 * SECOND);
        assertThat(forecast.next(101 * SECOND, new double[] {7410})).isEqualTo(105 * SECOND);
        assertThat(forecast.value(105 * SECOND)).isEqualTo(7410);
    }

    @Test
    void timeTo_line_passesAndIsZeroForAWindowOnceReached() {
        Measurement time = new TimeTo(GAUGE, 300, Duration.ofSeconds(100)).begin(0);
        for (int second = 0; second <= 100; second += 10) {
            time.add(second * SECOND, 2 * second);
        }

        assertThat(time.value(99 * SECOND)).isNaN();
        assertThat(time.value(100 * SECOND)).isEqualTo(50);
        assertThat(time.value(100 * SECOND + SECOND / 2)).isEqualTo(49.5);
        assertThat(time.value(150 * SECOND)).isZero();
        assertThat(time.value(190 * SECOND)).isZero();
        assertThat(time.value(191 * SECOND)).isNaN();
    }

    @Test
    void timeTo_flatOrLeadingAway_isEndless() {
        for (double slope : new double[] {0, -1}) {
            Measurement time = new TimeTo(GAUGE, 300, Duration.ofSeconds(100)).begin(0);
            for (int second = 0; second <= 100; second += 10) {
                time.add(second * SECOND, 5 + slope * second);
            }

            assertThat(time.value(100 * SECOND)).isEqualTo(Double.POSITIVE_INFINITY);
        }
    }

    @Test
    void change_zeroBefore_isUnknown() {
        Measurement change = new Change(EVENT, WINDOW, WINDOW).begin(0);
        change.add(1500, 4);
        assertThat(change.value(2000)).isNaN();
        change.add(700, 1);
        assertThat(change.value(2000)).isEqualTo(3);
        change.add(1000, 1);

        assertThat(change.value(2000)).isEqualTo(1);
        assertThat(change.next(2000, BOUNDS)).isEqualTo(2500);
        assertThat(change.value(2500)).isEqualTo(-1);
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
