package dev.feedwarden.supervisor.alert;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecipientPaceTest {

    private static final long HOUR = Duration.ofHours(1).toNanos();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void anyHistory_keepsBothLimits_andNeverWaitsLongerThanTheyAsk(long seed) {
        var random = new SplittableRandom(seed);
        var limit = new MailLimit(1 + random.nextInt(30), Duration.ofSeconds(random.nextInt(60)));
        var pace = new RecipientPace(limit);
        long now = random.nextLong();
        List<Long> sent = new ArrayList<>();
        for (int i = 0; i < 5_000; i++) {
            now += random.nextLong(Duration.ofMinutes(3).toNanos());
            long wait = pace.wait("me", now);
            assertThat(wait)
                    .isLessThanOrEqualTo(
                            Math.max(HOUR / limit.perHour(), limit.gather().toNanos()));
            if (random.nextBoolean()) {
                now += wait;
                assertThat(pace.wait("me", now)).isZero();
                pace.take("me", now);
                sent.add(now);
            }
            assertThat(pace.wait("you", now)).isZero();
        }

        for (int i = 0; i < sent.size(); i++) {
            int last = i;
            while (last + 1 < sent.size() && sent.get(last + 1) - sent.get(i) < HOUR) {
                last++;
            }
            // A full bucket, and what flows in meanwhile.
            assertThat(last - i + 1).isLessThanOrEqualTo(2 * limit.perHour());
            if (i > 0) {
                assertThat(sent.get(i) - sent.get(i - 1))
                        .isGreaterThanOrEqualTo(limit.gather().toNanos());
            }
        }
    }
}
