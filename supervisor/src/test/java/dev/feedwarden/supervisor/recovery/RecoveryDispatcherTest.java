package dev.feedwarden.supervisor.recovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.feedwarden.api.action.ActionRequest;
import dev.feedwarden.api.action.Outcome;
import dev.feedwarden.api.event.Event;
import dev.feedwarden.api.kit.ManualTimers;
import dev.feedwarden.rules.Ladder;
import dev.feedwarden.supervisor.metrics.Meters;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RecoveryDispatcherTest {

    private static final Instant START = Instant.parse("2026-03-01T10:00:00Z");

    private final ManualTimers timers = new ManualTimers(START);
    private final List<Event> facts = new ArrayList<>();
    private final List<ActionRequest> requests = new ArrayList<>();
    private final List<AuditEntry> audit = new ArrayList<>();
    private final Promise<Outcome> slow = Promise.promise();

    @Test
    void carryOut_actionEnds_saysSoOnce() {
        RecoveryDispatcher dispatcher = dispatcher((action, request) -> {
            requests.add(request);
            return Future.succeededFuture(new Outcome(true, "3 streams"));
        });
        dispatcher.carryOut(act("deribit", "restart-streams"), "silence: 12 s");
        timers.advance(Duration.ofMinutes(2));

        assertThat(facts)
                .containsExactly(new Event.ActionFinished("deribit", "restart-streams", true, "3 streams", START));
        assertThat(requests).singleElement().satisfies(request -> {
            assertThat(request.subject()).isEqualTo("deribit");
            assertThat(request.reason()).isEqualTo("silence: 12 s");
        });
        assertThat(timers.pending()).isZero();
    }

    @Test
    void carryOut_actionHangs_failsAfterThirtySecondsAndALateEndIsIgnored() {
        RecoveryDispatcher dispatcher = dispatcher((action, request) -> slow.future());
        dispatcher.carryOut(act("deribit", "restart-streams"), "");
        timers.advance(Duration.ofSeconds(29));
        assertThat(facts).isEmpty();
        timers.advance(Duration.ofSeconds(1));
        slow.complete(new Outcome(true, "late"));

        assertThat(facts)
                .containsExactly(new Event.ActionFinished(
                        "deribit", "restart-streams", false, "did not end within 30 s", START.plusSeconds(30)));
    }

    @Test
    void carryOut_anotherIsUnderWayOnTheSubject_isNotBegun() {
        RecoveryDispatcher dispatcher = dispatcher((action, request) -> {
            requests.add(request);
            return slow.future();
        });
        dispatcher.carryOut(act("deribit", "restart-streams"), "");
        dispatcher.carryOut(act("deribit", "reset-connection"), "");
        dispatcher.carryOut(act("bybit", "reset-connection"), "");

        assertThat(requests).extracting(ActionRequest::subject).containsExactly("deribit", "bybit");
        assertThat(facts).singleElement().isInstanceOfSatisfying(Event.ActionFinished.class, finished -> {
            assertThat(finished.action()).isEqualTo("reset-connection");
            assertThat(finished.succeeded()).isFalse();
        });
    }

    @Test
    void carryOut_actionThrows_isAnOutcomeWithoutSuccess() {
        RecoveryDispatcher dispatcher = dispatcher((action, request) -> {
            throw new IllegalStateException("broken");
        });
        dispatcher.carryOut(act("deribit", "restart-streams"), "");

        assertThat(facts)
                .singleElement()
                .isInstanceOfSatisfying(
                        Event.ActionFinished.class,
                        finished -> assertThat(finished.detail()).contains("broken"));
    }

    @Test
    void byHand_actionEnds_answersAndAuditsWhoAndWhy() {
        RecoveryDispatcher dispatcher = dispatcher((action, request) -> {
            requests.add(request);
            return slow.future();
        });
        Future<Outcome> outcome = dispatcher.byHand("deribit", "pause", Map.of("for", "5m"), "ada", "exchange test");
        timers.advance(Duration.ofSeconds(2));
        slow.complete(new Outcome(true, "paused"));

        assertThat(outcome.result()).isEqualTo(new Outcome(true, "paused"));
        assertThat(requests.get(0).parameters().duration("for")).isEqualTo(Duration.ofMinutes(5));
        assertThat(audit)
                .containsExactly(
                        new AuditEntry(START, "ada", "pause", "deribit", "exchange test", "begun"),
                        new AuditEntry(
                                START.plusSeconds(2),
                                "ada",
                                "pause",
                                "deribit",
                                "exchange test",
                                "carried out: paused"));
    }

    @Test
    void byHand_aLaddersActionIsUnderWay_isRefusedAndAudited() {
        RecoveryDispatcher dispatcher = dispatcher((action, request) -> slow.future());
        dispatcher.carryOut(act("deribit", "restart-streams"), "silence: 12 s");

        Future<Outcome> outcome = dispatcher.byHand("deribit", "reconnect", Map.of(), "ada", "");

        assertThat(outcome.result().succeeded()).isFalse();
        assertThat(audit)
                .extracting(AuditEntry::who, AuditEntry::what, AuditEntry::result)
                .containsExactly(
                        tuple("ladder feed", "restart-streams", "begun"),
                        tuple("ada", "reconnect", "refused: another action on it is under way"));
        assertThat(facts).isEmpty();
    }

    private RecoveryDispatcher dispatcher(Actions actions) {
        return new RecoveryDispatcher(actions, facts::add, audit::add, timers, new Meters(new SimpleMeterRegistry()));
    }

    private static Decision act(String subject, String action) {
        return new Decision(
                Decision.Kind.ACT,
                new Trouble("silence", subject),
                "feed",
                2,
                new Ladder.Step(Duration.ZERO, action),
                "");
    }
}
