package dev.feedwarden.api.feed;

import java.time.Duration;

/** The request was not sent, because somebody has paused the host. */
public final class HostPausedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Duration left;

    public HostPausedException(String host, Duration left) {
        super("host " + host + " is left alone for " + left.toSeconds() + " s more", null, false, false);
        this.left = left;
    }

    /** How long the pause goes on. */
    public Duration left() {
        return left;
    }
}
