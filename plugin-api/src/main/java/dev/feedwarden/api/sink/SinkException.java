package dev.feedwarden.api.sink;

/** Says what kind of failure it was that kept a {@link Sink} from storing, so that the supervisor does what helps. */
public final class SinkException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Kind kind;

    /** What the supervisor does about it. In no case is a tick given up but for {@link #POISON}. */
    public enum Kind {
        /**
         * The batch holds a tick which can never be stored, however often it is tried: a value out of the store's range,
         * say. Smaller and smaller parts are written, the tick is set aside with the reason, and the rest is stored.
         */
        POISON,
        /** Another writer was in the way (a deadlock, say): the same batch at once, after a short random wait. */
        CONFLICT,
        /** The store was too slow for so much: half as many ticks at a time for a while. */
        SLOW,
        /** The store cannot be reached or takes nothing now: again and again, ever less often. */
        UNAVAILABLE,
        /** Nothing helps until a person acts: a missing table, a wrong password. Tried again every 5 minutes. */
        REFUSED
    }

    /** @param reason what happened, in one line */
    public SinkException(Kind kind, String reason) {
        super(reason);
        this.kind = kind;
    }

    /** @param reason what happened, in one line */
    public SinkException(Kind kind, String reason, Throwable cause) {
        super(reason, cause);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }
}
