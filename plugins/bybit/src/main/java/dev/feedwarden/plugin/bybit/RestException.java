package dev.feedwarden.plugin.bybit;

import java.time.Duration;
import java.util.Objects;

/** An answer of the venue's HTTP interface that is no success. Its message is what the venue said. */
final class RestException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final RetCode code;
    private final Duration notBefore;

    /** @param notBefore how long the venue wants to be left alone; zero if it said nothing */
    RestException(RetCode code, String message, Duration notBefore) {
        super(message, null, false, false);
        this.code = code;
        this.notBefore = notBefore;
    }

    RetCode code() {
        return code;
    }

    Duration notBefore() {
        return notBefore;
    }

    /** The message, never null. */
    String text() {
        return Objects.requireNonNull(getMessage());
    }
}
