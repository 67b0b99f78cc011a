package dev.feedwarden.supervisor.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class VenueClockTest {

    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    private final VenueClock clock = new VenueClock();

    @Test
    void at_neverSeen_isOurTime() {
        assertThat(clock.at(NOON)).isEqualTo(NOON);
    }

    @Test
    void at_oneLateMessage_movesNothing() {
        for (int second : new int[] {-60, -60, -90, -60, -60}) {
            clock.seen(NOON.plusSeconds(second), NOON);
        }
        assertThat(clock.at(NOON)).isEqualTo(NOON.minus(Duration.ofMinutes(1)));
    }

    @Test
    void at_venueJumps_followsOnceMostMessagesSaySo() {
        for (int i = 0; i < 5; i++) {
            clock.seen(NOON, NOON);
        }
        for (int i = 0; i < 3; i++) {
            clock.seen(NOON.plusSeconds(30), NOON);
        }
        assertThat(clock.at(NOON)).isEqualTo(NOON.plusSeconds(30));
    }
}
