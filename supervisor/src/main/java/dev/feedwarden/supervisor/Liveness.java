package dev.feedwarden.supervisor;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Whether the program lives, as {@code /live} says it. Safe from any thread. */
final class Liveness implements Supplier<Future<Boolean>> {

    private final Vertx core;
    private final BooleanSupplier journal;

    /**
     * Of the program.
     *
     * @param core whose event loop must answer
     * @param journal whether the journal's thread runs
     */
    Liveness(Vertx core, BooleanSupplier journal) {
        this.core = core;
        this.journal = journal;
    }

    /** Completes on the core event loop, and so never while that hangs. */
    @Override
    public Future<Boolean> get() {
        Promise<Boolean> live = Promise.promise();
        core.runOnContext(go -> live.complete(journal.getAsBoolean()));
        return live.future();
    }
}
