package dev.feedwarden.supervisor.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.feedwarden.api.kit.ManualTimers;
import dev.feedwarden.supervisor.history.Silence;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SilenceStageTest {

    private static final Instant END = Troubles.NOON.plusSeconds(3_600);

    private final ManualTimers timers = new ManualTimers(Troubles.NOON);
    private final SteadyClock clock = new SteadyClock(timers);
    private final Silences silences = new Silences(List.of(), 1);
    private final SilenceStage stage = new SilenceStage(silences, clock);
    private final OpenIncident feed = Troubles.of("i-1", "silence", "deribit");

    @Test
    void look_covered_isKeptUntilTheSilenceEndsAndSaysWhose() {
        silences.put(silence("sil*", "deribit"));

        Kept kept = stage.look(feed, Troubles.roots(feed), clock.now());

        assertThat(kept).isEqualTo(new Kept(null, clock.ahead(END), "silenced by ann (s-1): it moves"));
        timers.advance(Duration.ofHours(1));
        assertThat(stage.look(feed, Troubles.roots(feed), clock.now())).isNull();
    }

    @Test
    void look_ofAnotherRuleOrSubject_isLetThrough() {
        silences.put(silence("lag", "deribit"));
        silences.put(silence("silence", "bybit"));

        assertThat(stage.look(feed, Troubles.roots(feed), clock.now())).isNull();
    }

    private Silence silence(@Nullable String rule, String subject) {
        return new Silence(
                silences.nextId(), rule, subject, Troubles.NOON, END, null, null, "ann", "it moves", null, false);
    }
}
