package dev.feedwarden.supervisor.recovery;

import dev.feedwarden.api.Setting;
import dev.feedwarden.api.SettingException;
import dev.feedwarden.api.Settings;
import dev.feedwarden.api.Timers;
import dev.feedwarden.api.action.ActionRequest;
import dev.feedwarden.api.action.Outcome;
import dev.feedwarden.api.event.Event;
import dev.feedwarden.rules.Ladder;
import dev.feedwarden.rules.yaml.Suggestion;
import dev.feedwarden.supervisor.metrics.Meter;
import dev.feedwarden.supervisor.metrics.Meters;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Carries out what ladders decided, once it is written down, and what a person asks for. One action is under way on a subject at a time; one that
 * does not end within its timeout counts as failed and is no longer waited for. Every action ends in exactly one
 * {@link Event.ActionFinished} and is audited when it begins and when it ends. Lives on the core event loop.
 */
public final class RecoveryDispatcher {

    private static final String OCCUPIED = "another action on it is under way";

    private final Actions actions;
    private final Consumer<Event> facts;
    private final AuditLog audit;
    private final Timers timers;
    private final Meters meters;
    private final Set<String> busy = new HashSet<>();
    private Hands hands = new Hands() {};

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
        begin(new Attempt(decision, reason), false);
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
        var attempt = new Attempt(who, action, subject, why, Settings.of(action, parameters), Ladder.TIMEOUT);
        @Nullable String wrong = wrong(action, attempt.parameters);
        if (wrong != null) {
            return attempt.refuse(wrong);
        }
        if (busy.contains(subject) || !hands.begin(subject, action)) {
            return attempt.refuse(OCCUPIED);
        }
        attempt.ended.future().onComplete(ended -> hands.ended(subject));
        return begin(attempt, true);
    }

    /** An action that was decided on but is no longer called for. */
    public void dismiss(Decision decision, String reason, String why) {
        new Attempt(decision, reason).report(new Outcome(false, why));
    }

    /** Something was decided that is not an action. */
    public void note(Decision decision, String reason) {
        new Attempt(decision, reason)
                .audit(decision.kind().name().toLowerCase(Locale.ROOT).replace('_', ' ')
                        + (decision.why().isEmpty() ? "" : ": " + decision.why()));
    }

    /** Tells somebody what people do, from now on. */
    public void watch(Hands watcher) {
        hands = watcher;
    }

    /** What is wrong with the parameters of an action; null for nothing. */
    private @Nullable String wrong(String action, Settings given) {
        @Nullable List<Setting> declared = actions.parameters(action);
        if (declared == null) {
            return null; // nobody knows the action, which its end will say
        }
        Set<String> names = declared.stream().map(Setting::name).collect(Collectors.toSet());
        for (String name : given.names()) {
            if (!names.contains(name)) {
                return "unknown parameter '" + name + "'" + Suggestion.among(names, name);
            }
        }
        try {
            for (Setting setting : declared) {
                if (given.has(setting.name())) {
                    given.check(setting);
                } else if (setting.required()) {
                    return "missing parameter '" + setting.name() + "' (" + setting.about() + ")";
                }
            }
        } catch (SettingException e) {
            return String.valueOf(e.getMessage());
        }
        return null;
    }

    private Future<Outcome> begin(Attempt attempt, boolean byHand) {
        if (!busy.add(attempt.subject)) {
            attempt.report(new Outcome(false, OCCUPIED));
            return Future.succeededFuture(new Outcome(false, OCCUPIED));
        }
        attempt.audit("begun");
        attempt.limit = timers.after(
                attempt.timeout,
                () -> attempt.end(new Outcome(false, "did not end within " + attempt.timeout.toSeconds() + " s")));
        run(attempt.action, new ActionRequest(attempt.subject, attempt.why, attempt.parameters), byHand)
                .onComplete(attempt::end, failure -> attempt.end(new Outcome(false, String.valueOf(failure))));
        return attempt.ended.future();
    }

    private static String who(Decision decision) {
        return "ladder " + decision.ladder();
    }

    private Future<Outcome> run(String action, ActionRequest request, boolean byHand) {
        try {
            return byHand ? actions.runByHand(action, request) : actions.run(action, request);
        } catch (RuntimeException e) {
            return Future.failedFuture(e);
        }
    }

    /** Hears of what people do. */
    public interface Hands {

        /** An action of a person is about to begin. Answers whether it may: no ladder is at work on the subject. */
        default boolean begin(String subject, String action) {
            return true;
        }

        /** It has ended. */
        default void ended(String subject) {}
    }

    private final class Attempt {

        private final String who;
        private final String action;
        private final String subject;
        private final String why;
        private final Settings parameters;
        private final Duration timeout;
        private final Promise<Outcome> ended = Promise.promise();
        private Timers.Timer limit = () -> {};

        private Attempt(Decision decision, String reason) {
            this(
                    who(decision),
                    decision.step(),
                    decision.trouble().subject(),
                    reason,
                    Settings.of(decision.step(), decision.what().parameters()),
                    decision.what().timeout());
        }

        private Attempt(String who, String action, String subject, String why, Settings parameters, Duration timeout) {
            this.who = who;
            this.action = action;
            this.subject = subject;
            this.why = why;
            this.parameters = parameters;
            this.timeout = timeout;
        }

        /** Nothing was begun, so nothing ends: a ladder may be waiting for an action of the same name. */
        private Future<Outcome> refuse(String detail) {
            audit("refused: " + detail);
            return Future.succeededFuture(new Outcome(false, detail));
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
