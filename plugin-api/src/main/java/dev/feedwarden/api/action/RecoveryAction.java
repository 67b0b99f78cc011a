package dev.feedwarden.api.action;

import dev.feedwarden.api.Instance;
import io.vertx.core.Future;

/** Something that a ladder may do to repair a subject. The supervisor owns order, budget, cooldown and timeout. */
public interface RecoveryAction extends Instance {

    /** Does it once. A failed future counts as {@link Outcome} without success. */
    Future<Outcome> run(ActionRequest request);
}
