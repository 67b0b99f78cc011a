package dev.feedwarden.supervisor.drill;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;

class StillnessTest {

    private final Stillness stillness = new Stillness(3);

    @Test
    void sameBoardAgainAndAgain_saysNothingNew() {
        for (int i = 0; i < 10; i++) {
            assertThat(stillness.reachedBy(board("10:00:00", 30))).isFalse();
        }
    }

    @Test
    void boardsThatSayTheSame_areStill_untilOneSaysMore() {
        assertThat(stillness.reachedBy(board("10:00:00", 30))).isFalse();
        assertThat(stillness.reachedBy(board("10:00:01", 30))).isFalse();
        assertThat(stillness.reachedBy(board("10:00:02", 30))).isTrue();
        assertThat(stillness.reachedBy(board("10:00:02", 30))).isTrue();
        assertThat(stillness.reachedBy(board("10:00:03", 31))).isFalse();
        assertThat(stillness.reachedBy(board("10:00:04", 31))).isFalse();
        assertThat(stillness.reachedBy(board("10:00:05", 31))).isTrue();
    }

    private static Status board(String time, long accepted) {
        return new Status(
                new JsonObject().put("time", time).put("journal", new JsonObject().put("accepted", accepted)));
    }
}
