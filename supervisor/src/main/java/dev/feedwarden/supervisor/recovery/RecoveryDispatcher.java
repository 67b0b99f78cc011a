package dev.feedwarden.supervisor.recovery;

import dev.feedwarden.api.Settings;
import dev.feedwarden.api.Timers;
import dev.feedwarden.api.action.ActionRequest;
import dev.feedwarden.api.action.Outcome;
import dev.feedwarden.api.event.Event;
import dev.feedwarden.supervisor.metrics.Meter;
import dev.feedwarden.supervisor.metrics.Meters;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries out what ladders decided, once it is written down. One action is under way on a subject at a time; one that
 * does not end within 30 s counts as failed and is no longer waited for. Every action ends in exactly one
 * {@link Event.ActionFinished}. Lives on the core event loop.
 */
public final class RecoveryDispatcher {

    private static final Logger LOG = LoggerFactory.getLogger(RecoveryDispatcher.class);

    static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final Actions actions;
    private final Consumer<Event> facts;
    private final Timers timers;
    private final Meters meters;
    private final Set<String> busy = new HashSet<>();

    public RecoveryDispatcher(Actions actions, Consumer<Event> facts, Timers timers, Meters meters) {
        this.actions = actions;
        this.facts = facts;
        this.timers = timers;
        this.meters = meters;
    }

    /**
     * Begins the action of an {@code ACT} decision.
     *
     * @param reason the rule and its value, for logs and audits
     */
    public void carryOut(Decision decision, String reason) {
        String subject = decision.trouble().subject();
        String action = decision.step();
        if (!busy.add(subject)) {
            report(subject, action, new Outcome(false, "another action on it is under way"));
            return;
        }
        LOG.info("action=begun subject={} name={} ladder={} reason=\"{}\"", subject, action, decision.ladder(), reason);
        var attempt = new Attempt(subject, action);
        attempt.limit = timers.after(
                TIMEOUT, () -> attempt.end(new Outcome(false, "did not end within " + TIMEOUT.toSeconds() + " s")));
        run(action, new ActionRequest(subject, reason, Settings.of("ladders." + decision.ladder(), Map.of())))
                .onComplete(attempt::end, failure -> attempt.end(new Outcome(false, String.valueOf(failure))));
    }

    /** An action that was decided on but is no longer called for. */
    public void dismiss(Decision decision, String why) {
        report(decision.trouble().subject(), decision.step(), new Outcome(false, why));
    }

    private Future<Outcome> run(String action, ActionRequest request) {
        try {
            return actions.run(action, request);
        } catch (RuntimeException e) {
            return Future.failedFuture(e);
        }
    }

    private void report(String subject, String action, Outcome outcome) {
        LOG.info(
                "action=ended subject={} name={} carriedOut={} detail=\"{}\"",
                subject,
                action,
                outcome.succeeded(),
                outcome.detail());
        meters.counter(Meter.RECOVERY_ACTIONS, outcome.succeeded() ? "carried-out" : "failed")
                .increment();
        facts.accept(new Event.ActionFinished(subject, action, outcome.succeeded(), outcome.detail(), timers.now()));
    }

    private final class Attempt {

        private final String subject;
        private final String action;
        private Timers.Timer limit = () -> {};
        private boolean ended;

        private Attempt(String subject, String action) {
            this.subject = subject;
            this.action = action;
        }

        private void end(Outcome outcome) {
            if (ended) {
                return;
            }
            ended = true;
            limit.cancel();
            busy.remove(subject);
            report(subject, action, outcome);
        }
    }
}
