package dev.feedwarden.supervisor.feed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.feedwarden.api.event.Event;
import dev.feedwarden.api.event.Event.Faulted;
import dev.feedwarden.api.event.FaultKind;
import dev.feedwarden.api.kit.ManualTimers;
import dev.feedwarden.api.tick.Quote;
import dev.feedwarden.api.tick.QuoteBuilder;
import dev.feedwarden.api.tick.Trade;
import dev.feedwarden.supervisor.metrics.Meters;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TickIntakeTest {

    private final ManualTimers timers = new ManualTimers(FeedBench.NOON);
    private final List<Event> facts = new ArrayList<>();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final RecordingJournal journal = new RecordingJournal();
    private final FeedCounters counters = new FeedCounters("tiny", new Meters(registry));
    private final VenueClock clock = new VenueClock();
    private final TickIntake intake = new TickIntake(journal, counters, clock);

    @BeforeEach
    void want() {
        intake.want(Set.of("a", "b"));
    }

    @Test
    void accept_wanted_reachesTheJournal() {
        assertThat(intake.accept(quote("a", 1, 5))).isTrue();
        assertThat(journal.ticks).containsExactly(quote("a", 1, 5));
    }

    @Test
    void accept_notWanted_isCountedAndDropped() {
        assertThat(intake.accept(quote("x", 1, 5))).isFalse();
        assertThat(journal.ticks).isEmpty();
        assertThat(count("feedwarden.feed.unwanted")).isEqualTo(1);
    }

    @Test
    void accept_sameButForItsReceiveTime_isARepeat() {
        intake.accept(quote("a", 1, 5));
        assertThat(intake.accept(quote("a", 1, 9)))
                .as("it is data all the same")
                .isTrue();
        assertThat(journal.ticks).hasSize(1);
        assertThat(count("feedwarden.feed.repeats")).isEqualTo(1);
        assertThat(count("feedwarden.feed.ticks")).isEqualTo(1);
    }

    @Test
    void accept_sameTimeOtherPrice_isNoRepeat() {
        intake.accept(quote("a", 1, 5));
        intake.accept(new QuoteBuilder("tiny", "a", 1, 5).bid(3).build());
        assertThat(journal.ticks).hasSize(2);
    }

    @Test
    void accept_repeatedTrade_isARepeat() {
        intake.accept(new Trade("tiny", "a", 1, 5, "t1", 2, 3, Trade.Side.BUY));
        intake.accept(new Trade("tiny", "a", 1, 6, "t1", 2, 3, Trade.Side.BUY));
        intake.accept(new Trade("tiny", "a", 1, 6, "t2", 2, 3, Trade.Side.BUY));
        assertThat(journal.ticks).hasSize(2);
    }

    @Test
    void accept_repeatAmongTheLastSixteen_isFoundAndBeyondThemIsNot() {
        for (int i = 1; i <= 17; i++) {
            intake.accept(quote("a", i, 5));
        }
        intake.accept(quote("a", 2, 6));
        assertThat(journal.ticks).hasSize(17);
        intake.accept(quote("a", 1, 6));
        assertThat(journal.ticks).hasSize(18);
    }

    @Test
    void want_streamLeavesAndComesBack_isRememberedNoLonger() {
        intake.accept(quote("a", 1, 5));
        intake.want(Set.of("b"));
        assertThat(intake.drain()).isEmpty();
        intake.want(Set.of("a", "b"));
        intake.accept(quote("a", 1, 5));
        assertThat(journal.ticks).hasSize(2);
    }

    @Test
    void accept_journalFull_isCountedAndTheGapLeftToTheJournal() {
        journal.full = true;
        for (int i = 0; i < 30; i++) {
            assertThat(intake.accept(quote("a", i, 5))).isTrue();
        }
        assertThat(count("feedwarden.feed.refused.ticks")).isEqualTo(30);
        assertThat(registry.find("feedwarden.feed.faults").counters()).isEmpty();
    }

    @Test
    void drain_exchangeClockAhead_hasANegativeLag() {
        intake.accept(quote("a", 3_000_000, 1_000_000));
        assertThat(intake.drain())
                .singleElement()
                .satisfies(sample -> assertThat(sample.lagMillis()).isEqualTo(-2000));
        assertThat(intake.drain()).isEmpty();
    }

    @Test
    void fault_manyInASecond_areFoldedButCounted() {
        var report =
                new FeedReport("tiny", facts::add, timers, counters, new FeedGaps("tiny", new RecordingGaps(), timers));
        for (int i = 0; i < 50; i++) {
            report.fault(FaultKind.MALFORMED, "line one\nline two");
        }
        assertThat(facts).hasSize(20);
        assertThat(((Faulted) facts.get(0)).detail()).isEqualTo("line one line two");
        assertThat(count("feedwarden.feed.faults")).isEqualTo(50);
        assertThat(count("feedwarden.feed.folded.faults")).isEqualTo(30);
        timers.advance(Duration.ofSeconds(1));
        report.fault(FaultKind.MALFORMED, "again");
        assertThat(facts).hasSize(21);
    }

    private double count(String meter) {
        return registry.get(meter).counter().count();
    }

    private static Quote quote(String stream, long exchangeMicros, long receivedMicros) {
        return new QuoteBuilder("tiny", stream, exchangeMicros, receivedMicros)
                .bid(2)
                .build();
    }
}
