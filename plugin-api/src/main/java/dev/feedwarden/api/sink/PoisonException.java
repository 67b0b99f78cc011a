package dev.feedwarden.api.sink;

/**
 * A batch that holds a tick which can never be stored, however often it is tried: a value out of the store's range, say.
 * The supervisor then writes smaller and smaller parts, sets the tick aside with this reason, and goes on with the rest.
 * Any other failure is taken as one that passes.
 */
public final class PoisonException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** @param reason why it can never be stored, in one line */
    public PoisonException(String reason) {
        super(reason);
    }
}
