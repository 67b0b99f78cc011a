package dev.feedwarden.supervisor.status;

import dev.feedwarden.api.Metric;
import dev.feedwarden.api.Reading;
import dev.feedwarden.api.event.Event;
import dev.feedwarden.api.event.VenueState;
import dev.feedwarden.rules.Level;
import dev.feedwarden.rules.RuleState;
import dev.feedwarden.supervisor.alert.Announcement.Occasion;
import dev.feedwarden.supervisor.history.LadderState;
import dev.feedwarden.supervisor.recovery.Decision;
import dev.feedwarden.supervisor.recovery.Ladders;
import dev.feedwarden.supervisor.recovery.Standing;
import dev.feedwarden.supervisor.recovery.Trouble;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Turns what the ladders decide into what is to be written down and, after that, done. Whether a step helped goes into the
 * incident's timeline, even when the incident is closed by then, and to the rules as {@code recovery.succeeded} or
 * {@code recovery.failed}.
 */
final class Recovery {

    private final LiveEngine engine;
    private final Consumer<Reading> judge;
    private final Incidents incidents;
    private final Ladders ladders;
    private final Announcer announcer;
    private final SteadyClock clock;
    private final UnaryOperator<String> venue;

    /**
     * Begins.
     *
     * @param judge takes the readings of how it went
     * @param venue the venue's word, by instance
     */
    Recovery(
            LiveEngine engine,
            Consumer<Reading> judge,
            Incidents incidents,
            Ladders ladders,
            Announcer announcer,
            SteadyClock clock,
            UnaryOperator<String> venue) {
        this.engine = engine;
        this.judge = judge;
        this.incidents = incidents;
        this.ladders = ladders;
        this.announcer = announcer;
        this.clock = clock;
        this.venue = venue;
    }

    /**
     * Lets the ladders decide.
     *
     * @return what they decided
     */
    List<Decision> climb(Instant now, Draft draft) {
        List<Decision> decisions = ladders.advance(now, this::standing);
        decisions.forEach(decision -> decided(decision, now, draft));
        draft.ladders(ladders.takeChanges().stream().map(this::onTheWall).toList());
        incidents.forget(trouble -> ladders.progress(trouble) == null);
        return decisions;
    }

    /** An action ended: that belongs to the incident whose ladder took it, and to no other of the same subject. */
    void finished(Event.ActionFinished event, Instant now, Draft draft) {
        @Nullable Trouble trouble = ladders.finished(event.source(), event.action(), event.succeeded());
        @Nullable OpenIncident incident = trouble == null ? null : incidents.latest(trouble);
        if (incident != null) {
            String ending = event.succeeded() ? " carried out: " : " not carried out: ";
            incident.add(clock.wall(now), "outcome", event.action() + ending + event.detail());
            draft.incident(incident);
        }
    }

    private void decided(Decision decision, Instant now, Draft draft) {
        Trouble trouble = decision.trouble();
        @Nullable RuleState state = engine.state(trouble.rule(), trouble.subject());
        @Nullable OpenIncident incident = incidents.latest(trouble);
        if (incident != null) {
            incident.add(clock.wall(now), Wording.kind(decision.kind()), Wording.decided(decision));
            draft.incident(incident);
        }
        switch (decision.kind()) {
            case WARN -> tell(Occasion.WARNED, incident, state, now);
            case ESCALATE -> tell(Occasion.ESCALATED, incident, state, now);
            case SUCCEEDED -> report(CoreMetrics.RECOVERY_SUCCEEDED, trouble, now);
            case FAILED -> report(CoreMetrics.RECOVERY_FAILED, trouble, now);
            case ACT, OBSERVED, REPORT_ONLY, WITHHELD, TOLD, WAITING, REARMED -> {}
        }
        draft.decided(decision, reason(trouble, state));
    }

    private void tell(Occasion occasion, @Nullable OpenIncident incident, @Nullable RuleState state, Instant now) {
        if (incident != null && state != null) {
            announcer.tell(
                    occasion, incident, state.rule(), state.rule().dimension().print(state.value()), now);
        }
    }

    private void report(Metric metric, Trouble trouble, Instant now) {
        judge.accept(new Reading(metric.name(), trouble.subject(), 1, now));
    }

    private String reason(Trouble trouble, @Nullable RuleState state) {
        return state == null
                ? trouble.rule()
                : trouble.rule() + ": " + state.rule().dimension().print(state.value());
    }

    /**
     * A feed that a person has paused holds its ladders. What was left by an earlier process and is not known again
     * does so too, unless the rule sees trouble itself.
     */
    private Standing standing(Trouble trouble) {
        @Nullable RuleState state = engine.state(trouble.rule(), trouble.subject());
        String word = venue.apply(Trouble.instanceOf(trouble.subject()));
        if (state == null || word.equals(VenueState.PAUSED.word())) {
            return new Standing(Level.GREY, Instant.MIN, word);
        }
        @Nullable OpenIncident open = incidents.find(trouble);
        if (open != null && open.resumed()) {
            Level level = state.level() == Level.GREEN ? Level.GREY : state.level();
            return new Standing(level, Instant.MIN, word);
        }
        return new Standing(state.level(), state.evidence(), word);
    }

    private LadderState onTheWall(LadderState state) {
        return new LadderState(
                state.rule(),
                state.subject(),
                state.ladder(),
                state.rung(),
                state.round(),
                clock.wall(state.evidence()),
                state.acted().stream()
                        .map(acted -> acted.at(clock.wall(acted.time())))
                        .toList(),
                state.running(),
                state.healthySince() == null ? null : clock.wall(state.healthySince()),
                state.topSince() == null ? null : clock.wall(state.topSince()));
    }
}
