package dev.feedwarden.api.notify;

/** A notice that was not taken. */
public final class NotifyException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Retry retry;

    public NotifyException(String message, Retry retry) {
        super(message);
        this.retry = retry;
    }

    public Retry retry() {
        return retry;
    }

    /** Whether trying again makes sense. */
    public enum Retry {
        LATER,
        NEVER
    }
}
