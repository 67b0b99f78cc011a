package dev.feedwarden.api.sink;

import dev.feedwarden.api.Instance;
import io.vertx.core.Future;

/** A place where accepted ticks are stored. */
public interface Sink extends Instance {

    /**
     * Stores a batch. The future completes once all of it is durable; until then the sink's cursor stays, and after a
     * failure or a crash the same ticks come again, perhaps cut into other batches. So storing must be idempotent by
     * (journal, sequence). One call at a time, but a call that was not answered in time is followed by the next without
     * its answer. Fails with a {@link PoisonException} where trying again is in vain.
     */
    Future<Void> write(Batch batch);

    /**
     * Another instance stores for this sink from now on, because this one's event loop hung. Called once at most, when the
     * loop answers again and before {@link #close}. From here on nothing may be changed that the other may be writing:
     * neither by a timer nor by the close.
     */
    default void takenOver() {}
}
