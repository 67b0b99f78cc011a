package dev.feedwarden.plugin.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class RetentionTest {

    private static final Duration DAY = Duration.ofHours(24);
    private static final Duration SHORT = Duration.ofHours(6);

    private final Retention retention = new Retention();

    @Test
    void of_notShortened_isTheUsual() {
        assertThat(retention.of(DAY)).isEqualTo(DAY);
    }

    @Test
    void of_shortened_isTheShorterOfBoth() {
        shorten();

        assertThat(retention.of(DAY)).isEqualTo(SHORT);
        assertThat(retention.of(Duration.ofHours(1))).isEqualTo(Duration.ofHours(1));
    }

    @Test
    void judge_memoryAboveEitherBound_staysShortened() {
        shorten();

        assertThat(retention.judge(300, 0.1)).isEmpty();
        assertThat(retention.judge(299, 0.6)).isEmpty();
        assertThat(retention.of(DAY)).isEqualTo(SHORT);
    }

    @Test
    void judge_memoryBelowBothBounds_endsItOnce() {
        shorten();

        assertThat(retention.judge(299, 0.59)).isPresent();
        assertThat(retention.judge(299, 0.59)).isEmpty();
        assertThat(retention.of(DAY)).isEqualTo(DAY);
    }

    @Test
    void judge_noMemoryLimit_decidesByBytes() {
        shorten();

        assertThat(retention.judge(299, Double.NaN)).isPresent();
    }

    private void shorten() {
        retention.shorten(new Retention.Shortened(SHORT, 300, 0.6));
    }
}
