package dev.feedwarden.supervisor.cli;

/** A command that cannot be carried out; its message is meant for the person who typed it. */
final class Failure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    Failure(String message) {
        super(message);
    }
}
