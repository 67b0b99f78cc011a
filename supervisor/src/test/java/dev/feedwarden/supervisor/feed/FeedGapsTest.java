package dev.feedwarden.supervisor.feed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.feedwarden.api.event.FaultKind;
import dev.feedwarden.api.event.VenueState;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Times are seconds after the start; a bench's session is up 0.2 s after it was asked. */
final class FeedGapsTest {

    private final FeedBench bench = new FeedBench("a");

    @Test
    void tick_first_endsWhateverGapWasThere() {
        bench.up().say("tick a 1 1");
        bench.link().say("tick a 2 2");
        assertThat(bench.gaps.told).containsExactly("closed -1 0.2");
    }

    @Test
    void connection_lost_isAGapFromTheLastTickToTheFirstOneAfter() {
        bench.up().say("tick a 1 1");
        bench.advance(Duration.ofSeconds(3));
        bench.link().receiver.closed("close code 1006");
        bench.untilNextLink();
        double back = bench.timers.now().toEpochMilli() - FeedBench.NOON.toEpochMilli();
        bench.up().say("tick a 2 2");
        assertThat(bench.gaps.told)
                .containsExactly("closed -1 0.2", "opened 0 0.2 connection-lost", "closed 0 " + (back + 200) / 1e3);
    }

    @Test
    void connection_cannotBeMade_isRefusedFromTheStart() {
        bench.link().receiver.closed("Connection refused");
        bench.untilNextLink();
        bench.link().receiver.closed("Connection refused");
        assertThat(bench.gaps.told).containsExactly("opened 0 0.0 refused");
    }

    @Test
    void connection_attemptsFailAfterALoss_staysALostConnection() {
        bench.up().say("tick a 1 1");
        bench.link().receiver.closed("close code 1006");
        bench.untilNextLink();
        bench.link().receiver.closed("Connection refused");
        assertThat(bench.gaps.told).containsExactly("closed -1 0.2", "opened 0 0.2 connection-lost");
    }

    @Test
    void session_resetForMaintenance_saysSo() {
        bench.up().say("tick a 1 1");
        bench.feed.sessions.get(0).reset(FaultKind.MAINTENANCE, "the venue closes");
        assertThat(bench.gaps.told).endsWith("opened 0 0.2 maintenance");
    }

    @Test
    void venue_sessionConflict_isAGapThoughTheConnectionIsUp() {
        bench.up().say("tick a 1 1");
        bench.advance(Duration.ofSeconds(1));
        bench.feed.sessions.get(0).venue(VenueState.SESSION_CONFLICT, "10197");
        bench.advance(Duration.ofSeconds(4));
        bench.feed.sessions.get(0).venue(VenueState.OPEN, "");
        bench.link().say("tick a 2 2");
        assertThat(bench.gaps.told).containsExactly("closed -1 0.2", "opened 0 0.2 session-conflict", "closed 0 5.2");
    }

    @Test
    void fault_gap_isReportedSinceTheLastTick() {
        bench.up().say("tick a 1 1");
        bench.advance(Duration.ofSeconds(2));
        bench.feed.sessions.get(0).fault(FaultKind.GAP, "expected 7, found 9");
        assertThat(bench.gaps.told).endsWith("reported 0.2 2.2");
    }

    @Test
    void stop_inOrder_isAGapFromTheLastTick() {
        bench.up().say("tick a 1 1");
        bench.advance(Duration.ofSeconds(2));
        bench.running.stop();
        assertThat(bench.gaps.told).endsWith("opened -1 0.2 stopped");
    }

    @Test
    void stop_whileAConnectionIsLost_endsItsGap() {
        bench.up().say("tick a 1 1");
        bench.link().receiver.closed("close code 1006");
        bench.advance(Duration.ofMillis(500));
        bench.running.stop();
        assertThat(bench.gaps.told).endsWith("opened -1 0.2 stopped", "closed 0 0.7");
    }
}
