package dev.feedwarden.api.sink;

import dev.feedwarden.api.Instance;
import io.vertx.core.Future;

/** A place where accepted ticks are stored. */
public interface Sink extends Instance {

    /**
     * Stores a batch. The future completes once all of it is durable; until then the sink's cursor stays, and after a
     * failure or a crash the same ticks come again, perhaps cut into other batches. So storing must be idempotent by
     * (journal, sequence). As many calls at a time as {@link #inFlight} says, but a call that was not answered in time is
     * followed by the next without its answer. Fails with a {@link SinkException} that says what kind of failure it was;
     * any other is taken as {@link SinkException.Kind#UNAVAILABLE}.
     */
    Future<Void> write(Batch batch);

    /**
     * How many batches it takes at a time. More than one where it does not matter in which order they are stored.
     *
     * @return 1 to 8
     */
    default int inFlight() {
        return 1;
    }

    /**
     * Another instance stores for this sink from now on, because this one's event loop hung. Called once at most, when the
     * loop answers again and before {@link #close}. From here on nothing may be changed that the other may be writing:
     * neither by a timer nor by the close.
     */
    default void takenOver() {}
}
