package dev.feedwarden.supervisor.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.feedwarden.rules.Level;
import dev.feedwarden.supervisor.status.StatusBoard.RuleStatus;
import java.time.Instant;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class HealthScoreTest {

    @Test
    void of_levels_countsYellowHalfAndLeavesGreyOut() {
        assertThat(of(Level.GREEN, Level.GREEN, Level.YELLOW, Level.RED, Level.GREY))
                .isEqualTo(63);
        assertThat(of(Level.GREEN, Level.GREY)).isEqualTo(100);
        assertThat(of(Level.RED)).isZero();
    }

    @Test
    void of_nothingKnown_isZero() {
        assertThat(of(Level.GREY)).isZero();
        assertThat(of()).isZero();
    }

    private static int of(Level... levels) {
        return HealthScore.of(Arrays.stream(levels)
                .map(level -> new RuleStatus(
                        "r", "s", level, false, false, false, null, Double.NaN, "", Instant.EPOCH, "about", null))
                .toList());
    }
}
