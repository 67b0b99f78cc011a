package dev.feedwarden.supervisor.recovery;

import dev.feedwarden.rules.Ladder;
import dev.feedwarden.rules.Level;
import dev.feedwarden.supervisor.history.LadderState;
import dev.feedwarden.supervisor.history.LadderState.Acted;
import dev.feedwarden.supervisor.recovery.Decision.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One ladder being climbed for one trouble. Pure: time is a value, and so is chance.
 *
 * <p>A rung is taken when it is due, the one before it has ended, and no limit stands against it; rungs are taken in their
 * order and each once. The ladder is left, back to the bottom, only after the subject was well for the ladder's healthy
 * time. At the top, where a person is needed, it rests; if nothing became better meanwhile it begins again at the bottom,
 * and again after twice the rest, without telling the person again.
 */
final class Climb {

    private final Trouble trouble;
    private final LastAction action = new LastAction();
    private final Deeds deeds;
    private final Instant notBefore;
    private Ladder ladder;
    private Rungs rungs;
    private boolean climbing = true;
    private int rung;
    private int round;
    private Instant evidence;
    private @Nullable Instant healthySince;
    private @Nullable Instant topSince;
    private boolean waitingSaid;
    private boolean changed = true;
    private @Nullable Instant next;

    /** What a climb has to ask about all of them. */
    interface Others {

        /** Whether no other action on the subject is under way. */
        boolean free(Climb climb);

        /** Every limit on the next action. */
        List<Quota> quotas(Climb climb, Ladder.Step step);

        /** From 0 to 1. */
        double chance();
    }

    Climb(Trouble trouble, Ladder ladder, Instant evidence) {
        this.trouble = trouble;
        this.ladder = ladder;
        rungs = new Rungs(ladder.steps());
        deeds = new Deeds(List.of());
        this.evidence = evidence;
        notBefore = Instant.MIN;
    }

    /**
     * A ladder that an earlier process was climbing. An action that was under way then counts as ended, its effect
     * unknown. The next rung comes no earlier than its distance from the one before it, so that the new process has its
     * time to connect.
     */
    Climb(LadderState state, Ladder ladder, Instant now) {
        trouble = new Trouble(state.rule(), state.subject());
        this.ladder = ladder;
        rungs = new Rungs(ladder.steps());
        evidence = state.evidence();
        deeds = new Deeds(state.acted());
        rung = Math.min(state.rung(), rungs.count());
        round = state.round();
        topSince = rung < rungs.count() ? null : state.topSince() == null ? now : state.topSince();
        climbing = rung > 0 || round > 0 || state.running() != null || state.healthySince() == null;
        healthySince = climbing ? null : state.healthySince();
        if (rung > 0 && rungs.acts(rung - 1) && !deeds.isEmpty()) {
            action.resume(rungs.step(rung - 1));
        }
        notBefore = rung < rungs.count() ? now.plus(rungs.distance(rung)) : Instant.MIN;
        changed = false;
    }

    Trouble trouble() {
        return trouble;
    }

    String ladder() {
        return ladder.id();
    }

    Deeds deeds() {
        return deeds;
    }

    Ladder form() {
        return ladder;
    }

    boolean busy() {
        return action.running() != null;
    }

    /** Whether it is neither climbed nor remembers an action. */
    boolean over() {
        return !climbing && deeds.isEmpty();
    }

    /** When {@link #advance} can first decide something without anything new; null for never. */
    @Nullable
    Instant next() {
        return next;
    }

    /** The trouble is there, perhaps again. A ladder that is climbed already goes on as it began. */
    void enter(Ladder inForce, Instant lastHealthy) {
        if (!climbing) {
            ladder = inForce;
            rungs = new Rungs(inForce.steps());
            climbing = true;
            evidence = lastHealthy;
            changed = true;
        }
    }

    /** The running action begins only now, because writing it down took its time. */
    void started(Instant now) {
        action.started(now);
    }

    /** An action on the subject ended. Answers whether it was the one that this ladder waits for. */
    boolean finished(String name, boolean succeeded) {
        boolean own = action.end(name, succeeded);
        changed |= own;
        return own;
    }

    /** Gives up the running action when its time is over. */
    void endOverdue(Instant now) {
        changed |= action.endOverdue(now);
    }

    /** Back to the bottom. An action that is under way is no longer waited for. */
    void leave(Instant now) {
        action.forget();
        climbing = false;
        rung = 0;
        round = 0;
        topSince = null;
        healthySince = now;
        waitingSaid = false;
        next = null;
        changed = true;
    }

    /** Takes what is due. */
    List<Decision> advance(Instant now, Standing standing, Others others) {
        List<Decision> decisions = new ArrayList<>();
        changed |= deeds.forget(now, memory(ladder)) && !climbing;
        next = null;
        if (!climbing) {
            return decisions;
        }
        if (standing.evidence().isAfter(evidence)) {
            evidence = standing.evidence();
        }
        judge(Kind.FAILED, action.takeFailed(), decisions);
        if (standing.level() == Level.GREEN) {
            heal(now, decisions);
        } else {
            changed |= healthySince != null;
            healthySince = null;
            if (standing.level() != Level.GREY) {
                climb(now, standing, others, decisions);
            }
        }
        @Nullable Instant deadline = action.deadline();
        if (deadline != null) {
            next = sooner(next, deadline);
        }
        return decisions;
    }

    /** What has to be written down since the last call; null for nothing. */
    @Nullable
    LadderState takeChange() {
        if (!changed) {
            return null;
        }
        changed = false;
        return new LadderState(
                trouble.rule(),
                trouble.subject(),
                ladder.id(),
                rung,
                round,
                evidence,
                deeds.list(),
                action.running(),
                healthySince,
                topSince);
    }

    /** How far it is; null when it is not climbed. */
    @Nullable
    Progress progress() {
        if (!climbing) {
            return null;
        }
        @Nullable String last = rung == 0 ? null : rungs.action(rung - 1);
        return rung == rungs.count()
                ? new Progress(trouble, ladder.id(), rung, last, null, rearmed())
                : new Progress(trouble, ladder.id(), rung, last, rungs.action(rung), due(rung));
    }

    private void heal(Instant now, List<Decision> decisions) {
        if (healthySince == null) {
            healthySince = now;
            changed = true;
        }
        Instant well = healthySince.plus(ladder.healthy());
        if (now.isBefore(well) || busy()) {
            next = now.isBefore(well) ? well : null;
            return;
        }
        judge(Kind.SUCCEEDED, action.takeUnjudged(), decisions);
        leave(now);
    }

    private void climb(Instant now, Standing standing, Others others, List<Decision> decisions) {
        boolean reportOnly = ladder.unless().contains(standing.state());
        while (!busy() && (rung < rungs.count() || rearm(now, reportOnly, decisions))) {
            Instant due = due(rung);
            if (now.isBefore(due)) {
                next = due;
                return;
            }
            if (!rungs.acts(rung)) {
                take(round == 0 ? rungs.kind(rung) : Kind.TOLD, "", decisions);
            } else if (reportOnly) {
                take(Kind.REPORT_ONLY, "the venue says " + standing.state(), decisions);
            } else if (!others.free(this) || !act(now, others, decisions)) {
                return;
            }
            if (rung == rungs.count()) {
                topSince = now;
            }
        }
    }

    /** Begins again at the bottom if it has rested long enough. Answers whether it did. */
    private boolean rearm(Instant now, boolean reportOnly, List<Decision> decisions) {
        @Nullable Instant rested = rearmed();
        if (reportOnly || rested == null) {
            return false;
        }
        if (now.isBefore(rested)) {
            next = rested;
            return false;
        }
        judge(Kind.FAILED, action.takeUnjudged(), decisions);
        decisions.add(decision(Kind.REARMED, rungs.step(rung - 1), ""));
        round++;
        rung = 0;
        evidence = now;
        topSince = null;
        changed = true;
        return true;
    }

    private @Nullable Instant rearmed() {
        return topSince == null ? null : topSince.plus(ladder.rearm().after(round));
    }

    /** Acts, or passes the rung, or waits. Answers whether the rung was taken. */
    private boolean act(Instant now, Others others, List<Decision> decisions) {
        Ladder.Step step = rungs.step(rung);
        Hurdles hurdles = Hurdles.of(now, ladder.never(), others.quotas(this, step));
        if (!hurdles.clear(now)) {
            return await(now, hurdles, decisions);
        }
        if (ladder.mode() == Ladder.Mode.OBSERVE) {
            take(Kind.OBSERVED, "it only observes", decisions);
            return true;
        }
        take(Kind.ACT, "", decisions);
        deeds.add(new Acted(now, rung, step.action(), Set.of(ladder.id()), budgets(ladder, step), others.chance()));
        action.begin(step, now);
        return true;
    }

    /** Waits for what stands against it, but not past the moment at which a later rung has to tell a person. */
    private boolean await(Instant now, Hurdles hurdles, List<Decision> decisions) {
        @Nullable Instant telling = nextTelling();
        String why = hurdles.why() == null ? "cooldown" : hurdles.why();
        if (telling != null && !now.isBefore(telling)) {
            take(Kind.WITHHELD, why, decisions);
            return true;
        }
        next = hurdles.until().equals(Instant.MAX) ? telling : sooner(telling, hurdles.until());
        if (!waitingSaid && hurdles.why() != null) {
            waitingSaid = true;
            decisions.add(decision(Kind.WAITING, rungs.step(rung), why));
        }
        return false;
    }

    /** The names of the budgets that a step counts to. */
    static Set<String> budgets(Ladder ladder, Ladder.Step step) {
        return Stream.concat(ladder.budgets().stream(), step.budgets().stream())
                .map(Ladder.Budget::id)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** How long an action can matter to a ladder's limits, to those of its steps and to the budgets it counts to. */
    static Duration memory(Ladder ladder) {
        Duration memory = Quota.memory(ladder.limits());
        for (Ladder.Step step : ladder.steps()) {
            memory = longer(memory, Quota.memory(step.limits()));
            for (Ladder.Budget budget : step.budgets()) {
                memory = longer(memory, budget.per());
            }
        }
        for (Ladder.Budget budget : ladder.budgets()) {
            memory = longer(memory, budget.per());
        }
        return memory;
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) >= 0 ? one : other;
    }

    private @Nullable Instant nextTelling() {
        for (int i = rung; i < rungs.count(); i++) {
            if (!rungs.acts(i)) {
                return due(i);
            }
        }
        return null;
    }

    private void take(Kind kind, String why, List<Decision> decisions) {
        judge(Kind.FAILED, action.takeUnjudged(), decisions);
        Ladder.Step step = rungs.step(rung);
        rung++;
        waitingSaid = false;
        changed = true;
        decisions.add(decision(kind, step, why));
    }

    private void judge(Kind verdict, Ladder.@Nullable Step step, List<Decision> decisions) {
        if (step != null) {
            decisions.add(decision(verdict, step, ""));
        }
    }

    private Instant due(int index) {
        Instant due = evidence.plus(rungs.after(index));
        return due.isBefore(notBefore) ? notBefore : due;
    }

    private Decision decision(Kind kind, Ladder.Step step, String why) {
        return new Decision(kind, trouble, ladder.id(), rung, step, why);
    }

    private static Instant sooner(@Nullable Instant one, Instant other) {
        return one == null || other.isBefore(one) ? other : one;
    }
}
