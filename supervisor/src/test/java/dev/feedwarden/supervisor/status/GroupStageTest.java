package dev.feedwarden.supervisor.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.feedwarden.api.kit.ManualTimers;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class GroupStageTest {

    private final SteadyClock clock = new SteadyClock(new ManualTimers(Troubles.NOON));
    private final GroupStage stage = new GroupStage(clock);
    private final Instant now = clock.now();
    private final OpenIncident stream = Troubles.of("i-1", "stream-silence", "deribit/A");

    @Test
    void look_firstStream_waitsForOthersAndThenGoes() {
        Roots alone = Troubles.roots(stream);
        Instant ripe = now.plusSeconds(GroupStage.WAIT_SECONDS);

        assertThat(stage.look(stream, alone, now)).isEqualTo(Kept.until(ripe));
        assertThat(stage.look(stream, alone, ripe.minusNanos(1))).isEqualTo(Kept.until(ripe));
        assertThat(stage.look(stream, alone, ripe)).isNull();
    }

    @Test
    void look_anotherStreamOfTheSameRule_isToldOfWithTheFirst() {
        OpenIncident next = Troubles.of("i-2", "stream-silence", "deribit/B");
        OpenIncident otherRule = Troubles.of("i-3", "stream-lag", "deribit/B");
        Roots both = Troubles.roots(stream, next, otherRule);
        Instant later = now.plus(Duration.ofMinutes(1));

        assertThat(stage.look(next, both, later)).isEqualTo(Kept.into(stream));
        assertThat(stage.look(otherRule, both, later)).isNull();
    }

    @Test
    void look_whatIsNoStream_isNotKept() {
        OpenIncident feed = Troubles.of("i-2", "silence", "deribit");

        assertThat(stage.look(feed, Troubles.roots(stream, feed), now)).isNull();
    }
}
