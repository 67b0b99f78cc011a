package dev.feedwarden.supervisor.recovery;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The action that a ladder took last: whether it is under way, and whether it is still open that it helped. */
final class LastAction {

    /** An action of which nothing was heard by then counts as failed: its end was lost on the way. */
    static final Duration PATIENCE = RecoveryDispatcher.TIMEOUT.plusSeconds(5);

    private @Nullable String running;
    private Instant since = Instant.MIN;
    private @Nullable String unjudged;
    private boolean failed;

    void begin(String action, Instant now) {
        running = action;
        since = now;
        unjudged = action;
    }

    /** Takes up what an earlier process did: ended by now, its effect open. */
    void resume(String action) {
        unjudged = action;
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
        if (running == null || now.isBefore(since.plus(PATIENCE))) {
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
        return running == null ? null : since.plus(PATIENCE);
    }

    @Nullable
    String running() {
        return running;
    }

    /** The action that could not be carried out, told once; null for none. */
    @Nullable
    String takeFailed() {
        if (!failed) {
            return null;
        }
        failed = false;
        return takeUnjudged();
    }

    /** The action of which it is open whether it helped, told once; null for none. */
    @Nullable
    String takeUnjudged() {
        @Nullable String action = unjudged;
        unjudged = null;
        return action;
    }
}
