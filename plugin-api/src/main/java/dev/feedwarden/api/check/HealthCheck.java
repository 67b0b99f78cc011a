package dev.feedwarden.api.check;

import dev.feedwarden.api.Instance;
import dev.feedwarden.api.Reading;
import io.vertx.core.Future;
import java.util.List;

/** A question that the supervisor asks on a schedule, one at a time, with a timeout. */
public interface HealthCheck extends Instance {

    /**
     * Asks once. The readings' subject is the context's id. A failed future means that the check could not be made:
     * that is a reading of {@code check.failures}, not of what it would have measured.
     */
    Future<List<Reading>> check();
}
