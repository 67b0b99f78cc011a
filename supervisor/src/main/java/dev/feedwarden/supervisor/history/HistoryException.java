package dev.feedwarden.supervisor.history;

import org.jspecify.annotations.Nullable;

/** The local store could not do what was asked. */
public final class HistoryException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public HistoryException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
