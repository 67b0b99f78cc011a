package dev.feedwarden.supervisor.recovery;

import dev.feedwarden.rules.Ladder;
import dev.feedwarden.rules.Level;
import dev.feedwarden.supervisor.history.LadderState;
import dev.feedwarden.supervisor.recovery.Decision.Kind;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One ladder being climbed for one trouble. Pure: time is a value.
 *
 * <p>A rung is taken when it is due, the one before it has ended, and pace allows it; rungs are taken in their order and
 * each once. The ladder is left, back to the bottom, only after the subject was well for the ladder's healthy time.
 */
final class Climb {

    private final Trouble trouble;
    private final Ladder ladder;
    private final Rungs rungs;
    private final LastAction action = new LastAction();
    private final Deque<Instant> acted = new ArrayDeque<>();
    private final Instant notBefore;
    private boolean climbing = true;
    private int rung;
    private Instant evidence;
    private @Nullable Instant healthySince;
    private boolean waitingSaid;
    private boolean changed = true;
    private @Nullable Instant next;

    Climb(Trouble trouble, Ladder ladder, Instant evidence) {
        this.trouble = trouble;
        this.ladder = ladder;
        rungs = new Rungs(ladder.steps());
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
        acted.addAll(state.acted());
        rung = Math.min(state.rung(), rungs.count());
        climbing = rung > 0 || state.running() != null || state.healthySince() == null;
        if (rung > 0 && rungs.acts(rung - 1) && !acted.isEmpty()) {
            action.resume(rungs.action(rung - 1));
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

    Ladder.Limits limits() {
        return ladder.limits();
    }

    List<Instant> acted() {
        return List.copyOf(acted);
    }

    boolean busy() {
        return action.running() != null;
    }

    /** Whether it is neither climbed nor remembers an action. */
    boolean over() {
        return !climbing && acted.isEmpty();
    }

    /** When {@link #advance} can first decide something without anything new; null for never. */
    @Nullable
    Instant next() {
        return next;
    }

    /** The trouble is there, perhaps again. */
    void enter(Instant lastHealthy) {
        if (!climbing) {
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
        healthySince = now;
        waitingSaid = false;
        next = null;
        changed = true;
    }

    /**
     * Takes what is due.
     *
     * @param pace of this ladder on this subject, over every rule that shares it
     * @param free whether no other ladder's action on the subject is under way
     */
    List<Decision> advance(Instant now, Standing standing, Pace pace, boolean free) {
        List<Decision> decisions = new ArrayList<>();
        forget(now);
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
                climb(now, standing, pace, free, decisions);
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
                evidence,
                List.copyOf(acted),
                action.running(),
                healthySince);
    }

    /** How far it is; null when it is not climbed. */
    @Nullable
    Progress progress() {
        if (!climbing) {
            return null;
        }
        @Nullable String last = rung == 0 ? null : rungs.action(rung - 1);
        return rung == rungs.count()
                ? new Progress(trouble, ladder.id(), rung, last, null, null)
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

    private void climb(Instant now, Standing standing, Pace pace, boolean free, List<Decision> decisions) {
        boolean reportOnly = ladder.unless().contains(standing.state());
        while (rung < rungs.count() && !busy()) {
            Instant due = due(rung);
            if (now.isBefore(due)) {
                next = due;
                return;
            }
            if (!rungs.acts(rung)) {
                take(rungs.kind(rung), decisions);
            } else if (reportOnly) {
                take(Kind.REPORT_ONLY, decisions);
            } else if (!free || !act(now, pace, decisions)) {
                return;
            }
        }
    }

    /** Acts, or passes the rung, or waits. Answers whether the rung was taken. */
    private boolean act(Instant now, Pace pace, List<Decision> decisions) {
        if (now.isBefore(pace.affordable())) {
            return await(now, pace.affordable(), decisions);
        }
        if (now.isBefore(pace.cooled())) {
            next = pace.cooled();
            return false;
        }
        String name = rungs.action(rung);
        take(Kind.ACT, decisions);
        acted.addLast(now);
        action.begin(name, now);
        return true;
    }

    /** The budget is used up: waits for it, but not past the moment at which a later rung has to tell a person. */
    private boolean await(Instant now, Instant affordable, List<Decision> decisions) {
        @Nullable Instant telling = nextTelling();
        if (telling != null && !now.isBefore(telling)) {
            take(Kind.WITHHELD, decisions);
            return true;
        }
        next = affordable.equals(Instant.MAX) ? telling : sooner(telling, affordable);
        if (!waitingSaid) {
            waitingSaid = true;
            decisions.add(decision(Kind.WAITING, rungs.action(rung)));
        }
        return false;
    }

    private @Nullable Instant nextTelling() {
        for (int i = rung; i < rungs.count(); i++) {
            if (!rungs.acts(i)) {
                return due(i);
            }
        }
        return null;
    }

    private void take(Kind kind, List<Decision> decisions) {
        judge(Kind.FAILED, action.takeUnjudged(), decisions);
        String name = rungs.action(rung);
        rung++;
        waitingSaid = false;
        changed = true;
        decisions.add(decision(kind, name));
    }

    private void judge(Kind verdict, @Nullable String step, List<Decision> decisions) {
        if (step != null) {
            decisions.add(decision(verdict, step));
        }
    }

    private void forget(Instant now) {
        Instant edge = now.minus(Pace.memory(ladder.limits()));
        while (!acted.isEmpty() && acted.getFirst().isBefore(edge)) {
            acted.removeFirst();
            changed |= acted.isEmpty() && !climbing;
        }
    }

    private Instant due(int index) {
        Instant due = evidence.plus(rungs.after(index));
        return due.isBefore(notBefore) ? notBefore : due;
    }

    private Decision decision(Kind kind, String step) {
        return new Decision(kind, trouble, ladder.id(), rung, step);
    }

    private static Instant sooner(@Nullable Instant one, Instant other) {
        return one == null || other.isBefore(one) ? other : one;
    }
}
