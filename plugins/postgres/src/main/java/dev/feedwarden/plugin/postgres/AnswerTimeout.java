package dev.feedwarden.plugin.postgres;

import java.time.Duration;

/** The database did not answer in time. What it was asked to do may have been done. */
final class AnswerTimeout extends RuntimeException {

    private static final long serialVersionUID = 1L;

    AnswerTimeout(Duration waited) {
        super("no answer within " + waited.toMillis() + " ms, connection closed");
    }
}
