package dev.feedwarden.supervisor.feed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.feedwarden.api.feed.FeedLimits;
import dev.feedwarden.api.feed.Session.Refusal;
import dev.feedwarden.api.kit.ManualTimers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SubscriberTest {

    private static final Duration PACE = Duration.ofMillis(300);
    private static final Duration ACK = Duration.ofSeconds(10);

    private final ManualTimers timers = new ManualTimers(Instant.parse("2026-11-21T12:00:00Z"));
    private final Wire wire = new Wire();
    private Subscriber subscriber = subscriber(100, 10_000);

    @Test
    void want_beforeReady_asksNothing() {
        subscriber.want(streams(5));
        timers.advance(ACK);
        assertThat(wire.subscribed).isEmpty();
    }

    @Test
    void want_moreThanOneRequestTakes_asksInChunksOneAtATime() {
        begin(streams(250));
        assertThat(wire.subscribed).hasSize(1);
        timers.advance(Duration.ofSeconds(5));
        assertThat(wire.subscribed).as("one request is outstanding").hasSize(1);
        grantAll();
        assertThat(wire.sizes()).containsExactly(100, 100, 50);
        assertThat(wire.all()).containsExactlyInAnyOrderElementsOf(streams(250));
    }

    @Test
    void want_largeNames_keepsTheRequestsBytes() {
        subscriber = subscriber(100, 95);
        begin(streams(9));
        grantAll();
        assertThat(wire.sizes()).as("each stream measures 30 bytes").containsExactly(3, 3, 3);
    }

    @Test
    void want_oneStreamLargerThanARequest_goesAlone() {
        subscriber = subscriber(100, 10);
        begin(streams(2));
        grantAll();
        assertThat(wire.sizes()).containsExactly(1, 1);
    }

    @Test
    void request_afterAnAnswer_waitsForThePace() {
        begin(streams(150));
        wire.grantLast(subscriber);
        timers.advance(PACE.minusMillis(1));
        assertThat(wire.subscribed).hasSize(1);
        timers.advance(Duration.ofMillis(1));
        assertThat(wire.subscribed).hasSize(2);
    }

    @Test
    void acknowledged_someMissing_asksThemAgainInSmallRequests() {
        begin(streams(100));
        List<String> asked = wire.last();
        subscriber.acknowledged(asked, asked.subList(0, 75));
        timers.advance(PACE);
        assertThat(wire.last()).hasSize(10);
        grantAll();
        assertThat(wire.sizes()).containsExactly(100, 10, 10, 5);
        assertThat(wire.refused).isEmpty();
        assertThat(wire.retried).isEqualTo(25);
    }

    @Test
    void acknowledged_missingFourTimes_isRefusedAndAskedAgainAfterFiveMinutes() {
        begin(streams(2));
        for (int i = 0; i < 4; i++) {
            List<String> asked = wire.last();
            subscriber.acknowledged(asked, asked.stream().filter("s0"::equals).toList());
            timers.advance(PACE);
        }
        assertThat(wire.sizes()).containsExactly(2, 1, 1, 1);
        assertThat(wire.refused).containsExactly("s1");
        timers.advance(Duration.ofMinutes(5).minus(PACE).minusMillis(1));
        assertThat(wire.subscribed).hasSize(4);
        timers.advance(Duration.ofMillis(1));
        assertThat(wire.last()).containsExactly("s1");
        assertThat(wire.subscribed).hasSize(5);
    }

    @Test
    void acknowledged_missingButExpired_leavesWithoutAlarm() {
        wire.expired.add("s1");
        begin(streams(2));
        subscriber.acknowledged(wire.last(), List.of("s0"));
        assertThat(wire.gone).containsExactly("s1");
        assertThat(wire.refused).isEmpty();
    }

    @Test
    void acknowledged_nothingGranted_doesNotCountAsGranted() {
        begin(streams(2));
        subscriber.acknowledged(wire.last(), List.of());
        assertThat(wire.granted).isZero();
    }

    @Test
    void unanswered_once_asksTheSameAgain() {
        begin(streams(3));
        timers.advance(ACK.plus(PACE));
        assertThat(wire.sizes()).containsExactly(3, 3);
        assertThat(wire.unanswered).isEqualTo(1);
        assertThat(wire.over).isFalse();
    }

    @Test
    void unanswered_threeTimes_isOver() {
        begin(streams(3));
        timers.advance(ACK.plus(PACE).multipliedBy(3));
        assertThat(wire.unanswered).isEqualTo(3);
        assertThat(wire.over).isTrue();
    }

    @Test
    void unanswered_betweenAnswers_isForgotten() {
        begin(streams(3));
        for (int i = 0; i < 4; i++) {
            timers.advance(ACK.plus(PACE));
            subscriber.acknowledged(wire.last(), List.of("s" + Math.min(i, 1)));
            timers.advance(PACE);
        }
        assertThat(wire.unanswered).isEqualTo(4);
        assertThat(wire.over).isFalse();
    }

    @Test
    void acknowledged_afterTheTimeout_stillCounts() {
        begin(streams(1));
        List<String> first = wire.last();
        timers.advance(ACK.plusMillis(1));
        subscriber.acknowledged(first, first);
        timers.advance(Duration.ofMinutes(10));
        assertThat(wire.unanswered).isEqualTo(1);
        assertThat(wire.subscribed.size()).isLessThanOrEqualTo(2);
    }

    @Test
    void refused_retry_asksAgainWithGrowingDelayThenGivesUpForFiveMinutes() {
        begin(streams(2));
        for (int seconds : new int[] {5, 10, 20}) {
            int before = wire.subscribed.size();
            subscriber.refused(wire.last(), Refusal.RETRY, "busy");
            timers.advance(Duration.ofSeconds(seconds).minusMillis(1));
            assertThat(wire.subscribed).hasSize(before);
            timers.advance(Duration.ofMillis(1));
            assertThat(wire.subscribed).hasSize(before + 1);
        }
        subscriber.refused(wire.last(), Refusal.RETRY, "busy");
        assertThat(wire.refused).containsExactlyInAnyOrder("s0", "s1");
    }

    @Test
    void refused_tooLarge_asksInTwoHalves() {
        begin(streams(10));
        subscriber.refused(wire.last(), Refusal.TOO_LARGE, "too large");
        timers.advance(PACE);
        assertThat(wire.last()).hasSize(5);
        subscriber.refused(wire.last(), Refusal.TOO_LARGE, "too large");
        timers.advance(PACE);
        grantAll();
        assertThat(wire.sizes()).startsWith(10, 5);
        assertThat(wire.all()).containsAll(streams(10));
        assertThat(wire.refused).isEmpty();
    }

    @Test
    void refused_tooLargeAlone_isRefused() {
        begin(streams(1));
        subscriber.refused(wire.last(), Refusal.TOO_LARGE, "too large");
        timers.advance(Duration.ofMinutes(1));
        assertThat(wire.refused).containsExactly("s0");
        assertThat(wire.subscribed).hasSize(1);
    }

    @Test
    void refused_gone_tellsThePlan() {
        begin(streams(2));
        subscriber.refused(wire.last(), Refusal.GONE, "instrument not found");
        assertThat(wire.gone).containsExactlyInAnyOrder("s0", "s1");
        assertThat(wire.refused).isEmpty();
    }

    @Test
    void refused_fatal_asksNothingUntilResumed() {
        begin(streams(2));
        subscriber.refused(wire.last(), Refusal.FATAL, "raw needs a login");
        timers.advance(Duration.ofHours(1));
        assertThat(wire.fatal).isEqualTo("raw needs a login");
        assertThat(wire.subscribed).hasSize(1);
        wire.halted = false;
        subscriber.wake();
        timers.advance(PACE);
        assertThat(wire.subscribed).hasSize(2);
    }

    @Test
    void want_grantedStreamGone_unsubscribesOnlyThat() {
        begin(streams(3));
        grantAll();
        subscriber.want(Set.of("s0", "s2"));
        timers.advance(PACE);
        assertThat(wire.unsubscribed).containsExactly(List.of("s1"));
        assertThat(wire.subscribed).hasSize(1);
    }

    @Test
    void want_streamGoneWhileAsked_isUnsubscribedOnceGranted() {
        begin(streams(2));
        subscriber.want(Set.of("s0"));
        wire.grantLast(subscriber);
        timers.advance(PACE);
        assertThat(wire.unsubscribed).containsExactly(List.of("s1"));
    }

    @Test
    void want_backBeforeTheUnsubscribeWentOut_changesNothing() {
        begin(streams(2));
        wire.grantLast(subscriber);
        subscriber.want(Set.of("s0"));
        subscriber.want(streams(2));
        timers.advance(Duration.ofMinutes(1));
        assertThat(wire.unsubscribed).isEmpty();
        assertThat(wire.subscribed).hasSize(1);
    }

    @Test
    void restart_granted_unsubscribesThenSubscribes() {
        begin(streams(2));
        grantAll();
        subscriber.restart(List.of("s1"));
        timers.advance(PACE);
        assertThat(wire.unsubscribed).containsExactly(List.of("s1"));
        assertThat(wire.subscribed).hasSize(1);
        timers.advance(PACE);
        assertThat(wire.last()).containsExactly("s1");
    }

    private void begin(Set<String> streams) {
        subscriber.want(streams);
        subscriber.ready();
        timers.advance(Duration.ofMillis(1));
    }

    private void grantAll() {
        for (int i = 0; i < 100 && wire.outstanding; i++) {
            wire.grantLast(subscriber);
            timers.advance(PACE);
        }
    }

    private Subscriber subscriber(int streamsPerRequest, int requestBytes) {
        return new Subscriber(
                new FeedLimits(1000, streamsPerRequest, requestBytes, PACE, ACK, ACK, 1 << 20, ACK, ACK), timers, wire);
    }

    private static Set<String> streams(int count) {
        return IntStream.range(0, count)
                .mapToObj(number -> "s" + number)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** Writes down what the subscriber does. */
    private static final class Wire implements Subscriber.Port {
        private final List<List<String>> subscribed = new ArrayList<>();
        private final List<List<String>> unsubscribed = new ArrayList<>();
        private final List<String> refused = new ArrayList<>();
        private final List<String> gone = new ArrayList<>();
        private final Set<String> expired = new HashSet<>();
        private String fatal = "";
        private boolean outstanding;
        private Duration pace = Duration.ZERO;
        private boolean halted;
        private boolean over;
        private int unanswered;
        private int retried;
        private int granted;

        private List<String> last() {
            return subscribed.get(subscribed.size() - 1);
        }

        private List<Integer> sizes() {
            return subscribed.stream().map(List::size).toList();
        }

        private List<String> all() {
            return subscribed.stream().flatMap(List::stream).toList();
        }

        private void grantLast(Subscriber subscriber) {
            outstanding = false;
            subscriber.acknowledged(last(), last());
        }

        @Override
        public void subscribe(List<String> streams) {
            subscribed.add(streams);
            outstanding = true;
        }

        @Override
        public void unsubscribe(List<String> streams) {
            unsubscribed.add(streams);
        }

        @Override
        public int requestBytes(String stream) {
            return 30;
        }

        @Override
        public Duration pace() {
            return pace;
        }

        @Override
        public boolean halted() {
            return halted;
        }

        @Override
        public boolean expired(String stream) {
            return expired.contains(stream);
        }

        @Override
        public void granted() {
            granted++;
        }

        @Override
        public void retried(int streams) {
            retried += streams;
        }

        @Override
        public void refused(List<String> streams, String reason) {
            refused.addAll(streams);
        }

        @Override
        public void gone(List<String> streams) {
            gone.addAll(streams);
        }

        @Override
        public void fatal(String reason) {
            fatal = reason;
            halted = true;
        }

        @Override
        public void unanswered(int streams, boolean last) {
            unanswered++;
            over = last;
        }
    }
}
