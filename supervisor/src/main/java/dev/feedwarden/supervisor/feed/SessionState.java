package dev.feedwarden.supervisor.feed;

import java.util.Set;

/** Where one session of a feed stands. */
enum SessionState {
    NEW,
    /** An attempt is under way. */
    CONNECTING,
    /** The transport is up; the protocol greets the venue. */
    UP,
    /** The venue may be subscribed. */
    READY,
    /** The connection is gone; the next attempt has its time. */
    WAITING,
    STOPPED;

    /** The state moved to, if the table allows it. */
    SessionState to(SessionState next) {
        if (!moves().contains(next)) {
            throw new IllegalStateException(
                    "a session cannot move from " + this + " to " + next + ", expected one of " + moves());
        }
        return next;
    }

    boolean connected() {
        return this == UP || this == READY;
    }

    private Set<SessionState> moves() {
        return switch (this) {
            case NEW -> Set.of(CONNECTING, STOPPED);
            case CONNECTING -> Set.of(UP, WAITING, STOPPED);
            case UP -> Set.of(READY, WAITING, STOPPED);
            case READY -> Set.of(WAITING, STOPPED);
            case WAITING -> Set.of(CONNECTING, STOPPED);
            case STOPPED -> Set.of();
        };
    }
}
