package dev.feedwarden.supervisor.journal;

import java.io.IOException;

/** The disk or the journal has reached its limit: nothing is wrong with the files, there is only no room for more. */
final class NoRoomException extends IOException {

    private static final long serialVersionUID = 1L;

    NoRoomException(String message) {
        super(message);
    }
}
