package dev.feedwarden.supervisor.journal;

import dev.feedwarden.api.sink.SinkException;

/** What a sink's failures mean. */
final class Failures {

    private Failures() {}

    /** What is to be done about it; a failure that does not say is one of a store that cannot be reached. */
    static SinkException.Kind kind(Throwable cause) {
        return cause instanceof SinkException failure ? failure.kind() : SinkException.Kind.UNAVAILABLE;
    }
}
