package dev.feedwarden.supervisor.alert;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import java.util.Optional;

/** Draws the chart of a mail. */
@FunctionalInterface
public interface Charts {

    /** Draws nothing. */
    Charts NONE = (rule, subject, until) -> Future.succeededFuture(Optional.empty());

    /**
     * The last hours of what a rule measures of a subject, as a PNG. Called on the core event loop.
     *
     * @param until the right end
     * @return never fails and is complete after 2 s at the latest; empty where there is no chart
     */
    Future<Optional<Buffer>> draw(String rule, String subject, Instant until);
}
