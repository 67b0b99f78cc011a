package dev.feedwarden.supervisor.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.feedwarden.api.Reading;
import dev.feedwarden.api.check.HealthCheck;
import dev.feedwarden.api.event.Event;
import dev.feedwarden.api.event.FaultKind;
import dev.feedwarden.api.kit.ManualTimers;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CheckScheduleTest {

    private static final Instant START = Instant.parse("2026-03-01T10:00:00Z");
    private static final Reading UP = new Reading("http.up", "site", 1, START);

    private final ManualTimers timers = new ManualTimers(START);
    private final List<Event> facts = new ArrayList<>();
    private final Deque<Supplier<Future<List<Reading>>>> answers = new ArrayDeque<>();
    private int asked;
    private boolean closed;

    private final CheckSchedule schedule =
            new CheckSchedule("site", new Script(), Duration.ofSeconds(10), timers, facts::add);

    @BeforeEach
    void answerOnce() {
        answers.add(() -> Future.succeededFuture(List.of(UP)));
    }

    @Test
    void start_answersInTime_asksAtOnceAndThenEverySoOften() {
        schedule.start(Duration.ofSeconds(30));
        assertThat(facts).containsExactly(new Event.Measured("site", List.of(UP), START));
        timers.advance(Duration.ofSeconds(90));

        assertThat(asked).isEqualTo(4);
        assertThat(facts).hasSize(4);
    }

    @Test
    void turn_noAnswerInTime_isAFailureAndIsNotAskedAgainUntilItAnswers() {
        Promise<List<Reading>> late = Promise.promise();
        answers.addFirst(late::future);
        schedule.start(Duration.ofSeconds(30));
        timers.advance(Duration.ofSeconds(9));
        assertThat(facts).isEmpty();
        timers.advance(Duration.ofSeconds(1));
        assertThat(failures()).isEqualTo(1);
        timers.advance(Duration.ofSeconds(60));
        assertThat(failures()).isEqualTo(3);
        assertThat(asked).isEqualTo(1);

        late.complete(List.of(UP));
        assertThat(facts).hasSize(3);
        timers.advance(Duration.ofSeconds(20));
        assertThat(asked).isEqualTo(2);
        assertThat(facts).hasSize(4);
    }

    @Test
    void turn_slowerThanItsPeriod_isOneInFlight() {
        Promise<List<Reading>> slow = Promise.promise();
        answers.addFirst(slow::future);
        schedule.start(Duration.ofSeconds(2));
        timers.advance(Duration.ofSeconds(8));

        assertThat(asked).isEqualTo(1);
        slow.complete(List.of(UP));
        assertThat(facts).hasSize(1);
    }

    @Test
    void turn_checkFailsOrThrows_isAFailure() {
        answers.addFirst(() -> Future.failedFuture("refused"));
        schedule.start(Duration.ofSeconds(30));
        assertThat(failures()).isEqualTo(1);
        answers.addFirst(() -> {
            throw new IllegalStateException("broken");
        });
        timers.advance(Duration.ofSeconds(30));

        assertThat(failures()).isEqualTo(2);
        timers.advance(Duration.ofSeconds(30));
        assertThat(facts).hasSize(3);
    }

    @Test
    void turn_readingOfAnotherSubject_isSetAside() {
        var foreign = new Reading("http.up", "sitemap", 1, START);
        answers.addFirst(() -> Future.succeededFuture(List.of(foreign, UP)));
        schedule.start(Duration.ofSeconds(30));

        assertThat(facts).hasSize(2);
        assertThat(((Event.Faulted) facts.get(0)).kind()).isEqualTo(FaultKind.PLUGIN);
        assertThat(((Event.Measured) facts.get(1)).readings()).containsExactly(UP);
    }

    @Test
    void stop_whileAsked_closesTheCheckAndSaysNothingMore() {
        Promise<List<Reading>> late = Promise.promise();
        answers.addFirst(late::future);
        schedule.start(Duration.ofSeconds(30));
        schedule.stop();
        late.fail("closed");
        timers.advance(Duration.ofMinutes(5));

        assertThat(closed).isTrue();
        assertThat(facts).isEmpty();
        assertThat(timers.pending()).isZero();
    }

    private long failures() {
        return facts.stream()
                .filter(fact -> fact instanceof Event.Measured measured
                        && measured.readings().get(0).metric().equals("check.failures"))
                .count();
    }

    /** Answers what the test has put in line; the last answer stays. */
    private final class Script implements HealthCheck {

        @Override
        public Future<List<Reading>> check() {
            asked++;
            Supplier<Future<List<Reading>>> answer = answers.size() > 1 ? answers.removeFirst() : answers.getFirst();
            return answer.get();
        }

        @Override
        public Future<Void> close() {
            closed = true;
            return Future.succeededFuture();
        }
    }
}
