package dev.feedwarden.supervisor.alert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.feedwarden.supervisor.history.Acknowledgement;
import dev.feedwarden.supervisor.history.Attention;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class AcknowledgedTest {

    private static final Instant LAPSE = Post.NOON.plusSeconds(3_600);
    private static final Attention TAKEN =
            Attention.NONE.acknowledgedBy(new Acknowledgement("ann", "on it", Post.NOON, LAPSE));

    @Test
    void hold_dueBeforeItLapses_waitsForThat() {
        assertThat(Acknowledged.hold(TAKEN, Post.NOON.plusSeconds(60))).isEqualTo(LAPSE);
    }

    @Test
    void hold_dueAfterwardsOrNobodyTakesCare_isSaidWhenDue() {
        assertThat(Acknowledged.hold(TAKEN, LAPSE.plusSeconds(1))).isEqualTo(LAPSE.plusSeconds(1));
        assertThat(Acknowledged.hold(Attention.NONE, Post.NOON)).isEqualTo(Post.NOON);
    }
}
