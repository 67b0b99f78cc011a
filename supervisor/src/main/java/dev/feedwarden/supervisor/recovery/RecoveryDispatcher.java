package dev.feedwarden.supervisor.recovery;

import dev.feedwarden.api.Settings;
import dev.feedwarden.api.Timers;
import dev.feedwarden.api.action.ActionRequest;
import dev.feedwarden.api.action.Outcome;
import dev.feedwarden.api.event.Event;
import dev.feedwarden.supervisor.metrics.Meter;
import dev.feedwarden.supervisor.metrics.Meters;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Carries out what ladders decided, once it is written down, and what a person asks for. One action is under way on a subject at a time; one that
 * does not end within 30 s counts as failed and is no longer waited for. Every action ends in exactly one
 * {@link Event.ActionFinished} and is audited when it begins and when it ends. Lives on the core event loop.
 */
public final class RecoveryDispatcher {

    static final Duration TIMEOUT = Duration.ofSeconds(30);

    private static final Settings NOTHING = Settings.of("ladders", Map.of());

    private final Actions actions;
    private final Consumer<Event> facts;
    private final AuditLog audit;
    private final Timers timers;
    private final Meters meters;
    private final Set<String> busy = new HashSet<>();

    /** One whose audit is the program's log. */
    public RecoveryDispatcher(Actions actions, Consumer<Event> facts, Timers timers, Meters meters) {
        this(actions, facts, AuditLog.logging(), timers, meters);
    }

    /**
     * @param facts takes the end of every action
     * @param audit takes every decision, every beginning and every end
     */
    public RecoveryDispatcher(Actions actions, Consumer<Event> facts, AuditLog audit, Timers timers, Meters meters) {
        this.actions = actions;
        this.facts = facts;
        this.audit = audit;
        this.timers = timers;
        this.meters = meters;
    }

    /**
     * Begins the action of an {@code ACT} decision.
     *
     * @param reason the rule and its value, for logs and audits
     */
    public void carryOut(Decision decision, String reason) {
        String path = "ladders." + decision.ladder();
        begin(new Attempt(
                who(decision), decision.step(), decision.trouble().subject(), reason, Settings.of(path, Map.of())));
    }

    /**
     * Begins an action that a person asks for. A person is not held back by budgets, cooldowns and windows, but by an
     * action that is under way on the subject.
     *
     * @param subject a feed, one of its streams, or what else the action knows
     * @param who the name of the signed-in person
     * @param why what the person gave as a reason
     * @return how it ended; never fails
     */
    public Future<Outcome> byHand(String subject, String action, Map<String, ?> parameters, String who, String why) {
        return begin(new Attempt(who, action, subject, why, Settings.of("actions." + action, parameters)));
    }

    /** An action that was decided on but is no longer called for. */
    public void dismiss(Decision decision, String reason, String why) {
        new Attempt(who(decision), decision.step(), decision.trouble().subject(), reason, NOTHING)
                .report(new Outcome(false, why));
    }

    private Future<Outcome> begin(Attempt attempt) {
        if (!busy.add(attempt.subject)) {
            var refused = new Outcome(false, "another action on it is under way");
            attempt.report(refused);
            return Future.succeededFuture(refused);
        }
        attempt.audit("begun");
        attempt.limit = timers.after(
                TIMEOUT, () -> attempt.end(new Outcome(false, "did not end within " + TIMEOUT.toSeconds() + " s")));
        run(attempt.action, new ActionRequest(attempt.subject, attempt.why, attempt.parameters))
                .onComplete(attempt::end, failure -> attempt.end(new Outcome(false, String.valueOf(failure))));
        return attempt.ended.future();
    }

    private static String who(Decision decision) {
        return "ladder " + decision.ladder();
    }

    private Future<Outcome> run(String action, ActionRequest request) {
        try {
            return actions.run(action, request);
        } catch (RuntimeException e) {
            return Future.failedFuture(e);
        }
    }

    private final class Attempt {

        private final String who;
        private final String action;
        private final String subject;
        private final String why;
        private final Settings parameters;
        private final Promise<Outcome> ended = Promise.promise();
        private Timers.Timer limit = () -> {};

        private Attempt(String who, String action, String subject, String why, Settings parameters) {
            this.who = who;
            this.action = action;
            this.subject = subject;
            this.why = why;
            this.parameters = parameters;
        }

        private void end(Outcome outcome) {
            if (ended.tryComplete(outcome)) {
                limit.cancel();
                busy.remove(subject);
                report(outcome);
            }
        }

        private void report(Outcome outcome) {
            audit((outcome.succeeded() ? "carried out: " : "not carried out: ") + outcome.detail());
            meters.counter(Meter.RECOVERY_ACTIONS, outcome.succeeded() ? "carried-out" : "failed")
                    .increment();
            facts.accept(
                    new Event.ActionFinished(subject, action, outcome.succeeded(), outcome.detail(), timers.now()));
        }

        private void audit(String result) {
            audit.add(new AuditEntry(timers.now(), who, action, subject, why, result));
        }
    }
}
