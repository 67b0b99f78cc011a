package dev.feedwarden.supervisor.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class StormTest {

    private static final long SECOND = 1_000_000_000L;

    @Test
    void raging_moreThanFiveWithinAMinute_untilTheSixthLastIsAMinuteAgo() {
        var storm = new Storm();
        for (int i = 0; i < 5; i++) {
            storm.reconnected(i * SECOND);
        }
        assertThat(storm.raging(5 * SECOND)).isFalse();
        storm.reconnected(5 * SECOND);
        assertThat(storm.raging(5 * SECOND)).isTrue();
        assertThat(storm.raging(60 * SECOND - 1)).isTrue();
        assertThat(storm.raging(60 * SECOND)).isFalse();
    }

    @Test
    void raging_anyReconnects_isWhatCountingThemAllSays() {
        var random = new Random(3);
        var storm = new Storm();
        List<Long> all = new ArrayList<>();
        long now = 0;
        for (int i = 0; i < 2_000; i++) {
            now += random.nextLong(20 * SECOND);
            if (random.nextBoolean()) {
                storm.reconnected(now);
                all.add(now);
            }
            long moment = now;
            assertThat(storm.raging(now))
                    .isEqualTo(all.stream()
                                    .filter(each -> moment - each < 60 * SECOND)
                                    .count()
                            > 5);
        }
    }
}
