package dev.feedwarden.rules.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

final class WindowTest {

    private static final long WIDTH = 256_000;

    private final Window window = new Window(WIDTH);

    @Test
    void forget_atTheEdges_isOpenOnTheLeftAndClosedOnTheRight() {
        window.add(1000, 1);
        window.add(1001, 10);

        window.forget(1000 + WIDTH - 1);
        assertThat(window.sum()).isEqualTo(11);
        assertThat(window.expiry()).isEqualTo(1000 + WIDTH);
        window.forget(1000 + WIDTH);
        assertThat(window.sum()).isEqualTo(10);
        window.forget(1001 + WIDTH);
        assertThat(window.count()).isZero();
        assertThat(window.expiry()).isEqualTo(Measurement.NEVER);
    }

    @Test
    void add_late_countsUnlessItHasLeft() {
        window.add(5000, 1);
        window.add(3000, 2);
        window.add(5000, 4);
        window.add(4000, 8);
        assertThat(window.count()).isEqualTo(4);

        window.forget(3500 + WIDTH);
        window.add(3500, 100);
        assertThat(window.sum()).isEqualTo(13);
        window.add(3501, 16);
        assertThat(window.expiry()).isEqualTo(3501 + WIDTH);
        window.forget(4000 + WIDTH);
        assertThat(window.sum()).isEqualTo(5);
    }

    @Test
    void add_moreTimesThanAreKept_isLateByAtMostOneBucket() {
        long bucket = WIDTH / Window.BUCKETS;
        int readings = 2 * Window.EXACT;
        for (int i = 0; i < readings; i++) {
            window.add(i, 1);
        }
        assertThat(window.count()).isEqualTo(readings);

        for (long now = WIDTH; now < WIDTH + readings; now += 97) {
            window.forget(now);
            long exact = readings - 1 - (now - WIDTH);
            assertThat(window.count()).isBetween(exact, exact + bucket);
        }
    }

    @Test
    void add_asManyTimesAsAreKept_isExact() {
        for (int i = 0; i < Window.EXACT; i++) {
            window.add(i, 1);
        }
        window.forget(WIDTH + 99);

        assertThat(window.count()).isEqualTo(Window.EXACT - 100);
    }

    @Test
    void forget_all_isExactAgain() {
        for (int i = 0; i <= Window.EXACT; i++) {
            window.add(i, 1);
        }
        window.forget(2 * WIDTH);
        window.add(2 * WIDTH + 1, 1);
        window.add(2 * WIDTH + 2, 1);
        window.forget(3 * WIDTH + 1);

        assertThat(window.count()).isEqualTo(1);
    }

    @Test
    void sum_ofGreatAndSmall_losesNothing() {
        Random random = new Random(11);
        window.add(0, 1e15);
        for (int i = 1; i < 100_000; i++) {
            window.add(i, random.nextInt(1000) * 0.1);
        }
        window.forget(WIDTH);
        window.add(WIDTH, 0.1);
        window.forget(WIDTH + 99_999);

        assertThat(window.sum()).isCloseTo(0.1, within(1e-6));
        window.forget(2 * WIDTH);
        assertThat(window.sum()).isZero();
    }
}
