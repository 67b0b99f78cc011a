package dev.feedwarden.plugin.postgres;

import dev.feedwarden.api.sink.Batch;
import dev.feedwarden.api.sink.Sink;
import dev.feedwarden.api.sink.SinkException;
import io.vertx.core.Future;
import org.jspecify.annotations.Nullable;

/**
 * Stores batches in two tables. The tables are looked after before the first write, and again once the database was out
 * of reach or refused them: it may be another one by then, or a person has set it right.
 */
final class PostgresSink implements Sink {

    /** Two batches under way keep both the server and the network busy; more gain nothing. */
    private static final int IN_FLIGHT = 2;

    private final SharedPool.Lease pool;
    private final TableName table;
    private final Schema schema;
    private final Inserts inserts;
    private @Nullable Future<Void> prepared;

    PostgresSink(SharedPool.Lease pool, TableName table, Schema schema) {
        this.pool = pool;
        this.table = table;
        this.schema = schema;
        this.inserts = new Inserts(table);
    }

    @Override
    public Future<Void> write(Batch batch) {
        return prepared()
                .compose(ready -> pool.call(connection -> inserts.write(connection, batch)))
                .recover(cause -> Future.failedFuture(failure(cause)));
    }

    private Future<Void> prepared() {
        Future<Void> preparation = prepared;
        if (preparation == null || preparation.failed()) {
            preparation = pool.call(schema::prepare);
            prepared = preparation;
        }
        return preparation;
    }

    private SinkException failure(Throwable cause) {
        SinkException failure = Failures.of(cause, table);
        switch (failure.kind()) {
            case UNAVAILABLE, REFUSED -> prepared = null;
            case POISON, CONFLICT, SLOW -> {
                // Says nothing of the tables.
            }
        }
        if (Failures.readOnly(cause)) {
            // After a failover the old server still answers; only a new connection finds the one that takes writes.
            pool.renew();
        }
        return failure;
    }

    @Override
    public int inFlight() {
        return IN_FLIGHT;
    }

    @Override
    public Future<Void> close() {
        return pool.close();
    }
}
