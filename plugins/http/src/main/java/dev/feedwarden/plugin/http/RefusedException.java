package dev.feedwarden.plugin.http;

/** A call that is not made, because its target is not one that may be called. Trying again changes nothing. */
final class RefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    RefusedException(String message) {
        super(message);
    }
}
