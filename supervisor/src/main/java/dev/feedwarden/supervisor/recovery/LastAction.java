package dev.feedwarden.supervisor.recovery;

import dev.feedwarden.rules.Ladder;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The action that a ladder took last: whether it is under way, and whether it is still open that it helped. */
final class LastAction {

    /** So long after its timeout an action of which nothing was heard counts as failed: its end was lost on the way. */
    private static final Duration GRACE = Duration.ofSeconds(5);

    private @Nullable String running;
    private Instant since = Instant.MIN;
    private Duration patience = GRACE;
    private Ladder.@Nullable Step unjudged;
    private boolean failed;

    void begin(Ladder.Step step, Instant now) {
        running = step.action();
        since = now;
        patience = step.timeout().plus(GRACE);
        unjudged = step;
    }

    /** Takes up what an earlier process did: ended by now, its effect open. */
    void resume(Ladder.Step step) {
        unjudged = step;
    }

    /** It begins only now, because writing it down took its time. */
    void started(Instant now) {
        since = now;
    }

    /** An action ended. Answers whether it was this one. */
    boolean end(String action, boolean succeeded) {
        if (!action.equals(running)) {
            return false;
        }
        running = null;
        failed = !succeeded;
        return true;
    }

    /** Gives it up when its time is over. Answers whether it was. */
    boolean endOverdue(Instant now) {
        if (running == null || now.isBefore(since.plus(patience))) {
            return false;
        }
        return end(running, false);
    }

    /** Asks no more how it ends and whether it helped. */
    void forget() {
        running = null;
        unjudged = null;
        failed = false;
    }

    /** When it will be given up; null while none is under way. */
    @Nullable
    Instant deadline() {
        return running == null ? null : since.plus(patience);
    }

    @Nullable
    String running() {
        return running;
    }

    /** The action that could not be carried out, told once; null for none. */
    Ladder.@Nullable Step takeFailed() {
        if (!failed) {
            return null;
        }
        failed = false;
        return takeUnjudged();
    }

    /** The action of which it is open whether it helped, told once; null for none. */
    Ladder.@Nullable Step takeUnjudged() {
        Ladder.@Nullable Step step = unjudged;
        unjudged = null;
        return step;
    }
}
