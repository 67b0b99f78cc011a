package dev.feedwarden.supervisor.journal;

import dev.feedwarden.api.tick.Tick;
import io.vertx.core.Future;

/**
 * Where every tick goes first. A tick is accepted once a completed sync covers it; then it has its sequence, and only
 * then do the sinks get it.
 */
public interface Journal {

    /**
     * Hands a tick over. Never blocks; safe from any thread. The ticks of one thread keep their order.
     *
     * @return false if the journal takes nothing now (its queue or the disk is full, or it is closed): the tick is
     *     counted as refused and a gap is recorded
     */
    boolean offer(Tick tick);

    JournalStatus status();

    /** Syncs what was offered and closes. */
    Future<Void> close();
}
