package dev.feedwarden.supervisor.drill;

import java.io.IOException;

/** The program does not start with the configuration that it was given: nothing of a drill can be held. */
final class Refused extends IOException {

    private static final long serialVersionUID = 1L;

    Refused(String message) {
        super(message);
    }
}
